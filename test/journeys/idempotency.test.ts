import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { newJourney } from "../harness/journey.ts";
import { countEverything } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const REPLAYED = "idempotent-replayed";

for (const topology of TOPOLOGIES) {
  test(
    `the same key brings the same share, also after the item is gone; another body is refused (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const share = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
        wall.expect<ShareAccepted>(202, "POST", "/share", { body, headers });

      const first = await share({ text: "the ferry leaves at nine" }, { "idempotency-key": "phone-7:1" });
      assert.equal(first.headers.get(REPLAYED), null);
      const before = await countEverything(wall);
      for (const again of [
        await share({ text: "the ferry leaves at nine" }, { "idempotency-key": "phone-7:1" }),
        await share({ text: "the ferry leaves at nine", client_share_id: "phone-7:1" }),
        await share(
          { text: "the ferry leaves at nine", client_share_id: "phone-7:1" },
          { "idempotency-key": "phone-7:1" },
        ),
      ]) {
        assert.equal(again.headers.get(REPLAYED), "true");
        assert.deepEqual(again.body, first.body);
      }
      const options = { body: { text: "at ten", client_share_id: "phone-7:1" } };
      await wall.refused("422 idempotency-key-reused", "POST", "/share", options);
      await wall.refused("422 idempotency-key-not-valid", "POST", "/share", {
        ...options,
        headers: { "idempotency-key": "b" },
      });
      for (const bad of ["", "   ", "a\tb", "kürbis", "k".repeat(201)])
        await wall.refused("422 idempotency-key-not-valid", "POST", "/share", {
          body: { text: "x", client_share_id: bad },
        });
      assert.deepEqual(await countEverything(wall), before);

      await wall.expect(204, "DELETE", `/items/${first.body.item_id}`);
      const afterwards = await share({ text: "the ferry leaves at nine", client_share_id: "phone-7:1" });
      assert.deepEqual([afterwards.headers.get(REPLAYED), afterwards.body], ["true", first.body]);
      assert.notEqual((await wall.item(first.body.item_id)).deleted_at, null);

      // A refusal is not remembered: the corrected share goes through under its key.
      await wall.refused("422 url-not-valid", "POST", "/share", {
        body: { url: "not a link at all", client_share_id: "fix" },
      });
      assert.equal((await share({ text: "corrected", client_share_id: "fix" })).headers.get(REPLAYED), null);
    },
  );

  test(`fifty at once with one key make one share (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const body = { url: "https://ferry.example/timetable", client_share_id: "outbox-1" };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => wall.expect<ShareAccepted>(202, "POST", "/share", { body })),
    );
    assert.equal(new Set(answers.map((answer) => answer.body.processing_id)).size, 1);
    assert.equal(answers.filter((answer) => answer.headers.get(REPLAYED) === null).length, 1);
    const counts = await countEverything(wall);
    assert.deepEqual([counts["shares"], counts["items"], counts["addresses"], counts["places"]], [1, 1, 1, 1]);
  });

  test(
    `fifty at once of one address without a key are fifty shares of one item (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const shares = await Promise.all(
        Array.from({ length: 50 }, (_, index) => wall.share({ url: `https://ferry.example/?utm_id=${index}` })),
      );
      assert.equal(new Set(shares.map((share) => share.processing_id)).size, 50);
      assert.equal(new Set(shares.map((share) => share.item_id)).size, 1);
      assert.equal(shares.filter((share) => share.duplicate_of === null).length, 1);
    },
  );

  test(
    `a wall is made once per key, and a key belongs to one person (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const make = (name: string) => ({ body: { name }, headers: { "idempotency-key": "wall-1" } }) as const;
      const first = await wall.expect<{ id: string }>(201, "POST", "/walls", make("Boats"));
      const again = await wall.expect<{ id: string }>(201, "POST", "/walls", make("Boats"));
      assert.deepEqual([again.body.id, again.headers.get(REPLAYED)], [first.body.id, "true"]);
      await wall.refused("422 idempotency-key-reused", "POST", "/walls", make("Ropes"));
      assert.equal((await wall.get<{ items: unknown[] }>("/walls")).items.length, 2);
    },
  );
}

test("replays do not count against the limit of shares", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SHARE: "3/600" } });
  const first = { body: { text: "one", client_share_id: "k1" } };
  const limits = await wall.expect(202, "POST", "/share", first);
  assert.deepEqual(
    ["ratelimit-limit", "ratelimit-remaining"].map((name) => limits.headers.get(name)),
    ["3", "2"],
  );
  for (let replay = 0; replay < 8; replay += 1) await wall.expect(202, "POST", "/share", first);
  await wall.share({ text: "two" });
  await wall.share({ text: "three" });
  const over = await wall.refused("429 too-many-requests", "POST", "/share", { body: { text: "four" } });
  const wait = Number(over.headers.get("retry-after"));
  assert.ok(wait > 0 && wait <= 600, String(wait));
  assert.equal(over.headers.get("ratelimit-remaining"), "0");
  // Reading is never limited, and another key has a limit of its own.
  for (let asked = 0; asked < 10; asked += 1) await wall.get("/items");
  const { key } = await wall.keyOf("share");
  await wall.expect(202, "POST", "/share", { key, body: { text: "five" } });
});
