import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { newJourney } from "../harness/journey.ts";
import { filesUnderWay } from "../harness/look-inside.ts";
import { article } from "../harness/pages.ts";
import { openRaw, readAnswer } from "../harness/raw-http.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

for (const topology of TOPOLOGIES) {
  test(
    `a restart loses nothing: what was accepted is worked on afterwards, keys and replays hold (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, pages: { "/lamps": article() } });
      const { key } = await wall.keyOf("write");
      const body = { url: wall.pages.at("/lamps"), note: "mine", client_share_id: "before" };
      const { body: link } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body });
      const form = new FormData();
      form.append("files", new File(["seven posts"], "posts.txt", { type: "text/plain" }));
      const { body: file } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
      const inbox = await wall.inbox();
      const before = await wall.get<{ items: Item[] }>(`/walls/${inbox}/items`);
      const { next } = await wall.get<{ next: number }>(`/walls/${inbox}/changes`);

      await wall.restart();
      assert.deepEqual(await wall.get(`/walls/${inbox}/items`, { key }), before);
      await wall.restart({ workers: true });
      for (const share of [link, file]) assert.equal((await wall.ended(share)).status, "completed");
      assert.equal((await wall.item(link.item_id)).title, "The last lamplighter of the estuary");
      const kept = (await wall.item(file.item_id)).files.find(({ role }) => role === "original");
      assert.equal(Buffer.from(await wall.get<Uint8Array>(kept?.url ?? "")).toString(), "seven posts");
      const replay = await wall.expect<ShareAccepted>(202, "POST", "/share", { body });
      assert.deepEqual(
        [replay.headers.get("idempotent-replayed"), replay.body.processing_id],
        ["true", link.processing_id],
      );
      const after = await wall.get<{ items: Item[] }>(`/walls/${inbox}/changes?since=${next}`);
      assert.deepEqual(new Set(after.items.map(({ id }) => id)), new Set([link.item_id, file.item_id]));
    },
  );

  test(
    `stopping lets a request that is under way end, and streams know that it is over (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      wall.pages.answer(
        "/slow",
        (_request, response) =>
          void held.then(() => response.writeHead(200, { "content-type": "text/html" }).end(article())),
      );
      const asked = wall.pages.nextAsked("/slow");
      const slow = await wall.share({ url: wall.pages.at("/slow") });
      await asked;
      const stream = await watch(t, wall, `/walls/${await wall.inbox()}/events`);
      const serverFile = join(wall.dataDir, "server.json");

      const upload = openRaw(wall);
      const before = await filesUnderWay(wall);
      const half = "x".repeat(40_000);
      upload.write(
        `POST /api/v1/share HTTP/1.1\r\nhost: ${new URL(wall.url).host}\r\nauthorization: Bearer ${wall.key}\r\ncontent-type: image/png\r\ncontent-length: 80000\r\n\r\n${half}`,
      );
      await until("the upload to be under way", async () => (await filesUnderWay(wall)) > before);

      const stopped = wall.stop();
      await stream.ended;
      upload.write(half);
      const answer = readAnswer(await upload.closed);
      letGo();
      await stopped;
      assert.equal(answer.status, 202);
      assert.equal(existsSync(serverFile), false);
      await assert.rejects(fetch(`${wall.url}/api/v1/version`));

      await wall.restart();
      const accepted = answer.body as ShareAccepted;
      assert.equal((await wall.item(accepted.item_id)).files[0]?.bytes, 80_000);
      assert.equal((await wall.ended(slow)).status, "completed");
      assert.equal(wall.pages.asked("/slow"), 1);
    },
  );

  test(
    `whoever asks for a file and does not read it holds up the end for as long as running work has, and no longer (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, settings: { DRAIN_MS: "1000" } });
      // More than what the sockets of both sides take.
      const body = new FormData();
      body.append("files", new File([new Uint8Array(30_000_000)], "lamps.bin"));
      const { body: share } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body });
      const address = (await wall.item(share.item_id)).files[0]?.url ?? "";
      const { socket, write, closed } = openRaw(wall);
      write(`GET ${address} HTTP/1.1\r\nhost: ${new URL(wall.url).host}\r\nauthorization: Bearer ${wall.key}\r\n\r\n`);
      await once(socket, "data");
      socket.pause();
      await wall.stop();
      socket.resume();
      assert.ok((await closed).length < 30_000_000);
    },
  );
}
