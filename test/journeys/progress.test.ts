import assert from "node:assert/strict";
import { test } from "node:test";
import { ShareStatus } from "../../src/contract/shares.ts";
import { assertShape } from "../harness/contract-check.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const OPEN = ["ready", "waiting", "running"];

for (const topology of TOPOLOGIES) {
  test(
    `the status stream tells every stage, never goes back, and ends with the share (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      wall.pages.answer(
        "/lamps",
        (_request, response) =>
          void held.then(() => response.writeHead(200, { "content-type": "text/html" }).end(article())),
      );
      const form = new FormData();
      form.append("url", wall.pages.at("/lamps"));
      form.append("files", new File(["posts"], "posts.txt", { type: "text/plain" }));
      const { body: share } = await wall.expect<{ processing_id: string; item_id: string; status_url: string }>(
        202,
        "POST",
        "/share",
        { body: form },
      );
      const stream = await watch(t, wall, `/share/status/${share.processing_id}/events`);
      await stream.first("the page to be read", ({ data }) => {
        const { steps } = data as ShareStatus;
        return steps.some((step) => step.name === "read" && step.state === "running");
      });
      letGo();
      await stream.ended;

      const told = stream.events.map(({ data }) => data as ShareStatus);
      for (const status of told) assertShape(ShareStatus, status, "the status in a stream");
      const progress = told.map((status) => status.progress ?? -1);
      assert.deepEqual(
        progress,
        [...progress].sort((a, b) => a - b),
      );
      assert.ok((progress[0] ?? 1) < 0.5 && progress.at(-1) === 1, progress.join(" "));
      const stages = ["started", "analyzing", "storing", "completed"];
      const seen = told.map(({ stage }) => stages.indexOf(stage));
      assert.deepEqual(
        seen,
        [...seen].sort((a, b) => a - b),
      );
      assert.ok(told.every(({ message }) => message.length > 3));
      // A step that has ended stays ended, and the last status is what a fresh read says.
      for (const [index, status] of told.entries())
        for (const step of told[index + 1]?.steps ?? []) {
          const before = status.steps.find(({ name }) => name === step.name);
          if (before && !OPEN.includes(before.state)) assert.equal(step.state, before.state);
        }
      assert.deepEqual(told.at(-1), await wall.get(share.status_url));
      assert.equal(told.at(-1)?.result_id, share.item_id);
      // Who comes late gets the one last status.
      const late = await watch(t, wall, `/share/status/${share.processing_id}/events`);
      await late.ended;
      assert.deepEqual(
        late.events.map(({ data }) => data),
        [told.at(-1)],
      );
    },
  );
}

test("an id that is not there, malformed or hostile, is an unknown processing id", async (t) => {
  const wall = await newJourney(t, { workers: false });
  for (const id of [
    "0198c0de-0000-7000-8000-000000000000",
    "1",
    "%00",
    "..%2f..%2fkeys",
    "'%20or%201=1",
    "💧",
    "x".repeat(300),
  ])
    for (const path of [`/share/status/${id}`, `/share/status/${id}/events`]) {
      const { body } = await wall.refused("404 not-found", "GET", path);
      assert.equal(body.detail, "Processing ID not found");
    }
});
