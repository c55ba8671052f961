import assert from "node:assert/strict";
import { test } from "node:test";
import type { BulkRow } from "../../src/contract/shares.ts";
import { newJourney } from "../harness/journey.ts";
import { countEverything } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

for (const topology of TOPOLOGIES) {
  test(`each row of a bulk is taken or refused on its own (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const rows = [
      { text: "row one" },
      { url: "https://rows.example/", tags: ["Rows"], client_share_id: "r2" },
      { url: "ftp://rows.example/" },
      { nonsense: 1 },
      "not even an object",
      { text: 7 },
      { url: "https://rows.example/", client_share_id: "r2", tags: ["Rows"] },
      { url: "https://www.rows.example/?utm_medium=x" },
      { title: "row nine" },
      { html: "<p>" },
      {},
    ];
    const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", { body: rows });
    assert.deepEqual(
      body.items.map((row) => row.problem?.code ?? row.http_status),
      [
        202,
        202,
        "scheme-not-allowed",
        "fields-not-valid",
        "fields-not-valid",
        "fields-not-valid",
        202,
        202,
        202,
        "fields-not-valid",
        "nothing-to-share",
      ],
    );
    for (const row of body.items) assert.equal(row.http_status, row.problem?.status ?? 202);
    const [, second, , , , , seventh, eighth] = body.items;
    // The seventh is the second once more, whichever of the two came first.
    assert.equal(seventh?.processing_id, second?.processing_id);
    assert.equal(Number(second?.replayed ?? false) + Number(seventh?.replayed ?? false), 1);
    assert.equal(eighth?.item_id, second?.item_id);
    const counts = await countEverything(wall);
    assert.deepEqual([counts["shares"], counts["items"]], [4, 3]);
  });

  test(
    `five hundred lines of NDJSON are five hundred items, in one request (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings: { RATE_LIMIT_SHARE: "1/600" } });
      const lines = Array.from({ length: 500 }, (_, index) => JSON.stringify({ text: `line ${index}` })).join("\n");
      const headers = { "content-type": "application/x-ndjson" };
      const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", {
        body: `${lines}\n\n`,
        headers,
      });
      assert.equal(new Set(body.items.map((row) => row.item_id)).size, 500);
      assert.ok(body.items.every((row) => row.http_status === 202));
      assert.equal((await countEverything(wall))["items"], 500);
      const [first, last] = [
        await wall.item(body.items[0]?.item_id ?? null),
        await wall.item(body.items[499]?.item_id ?? null),
      ];
      assert.deepEqual([first.text, last.text], ["line 0", "line 499"]);
      await wall.refused("429 too-many-requests", "POST", "/share/bulk", { body: [{ text: "one more request" }] });
    },
  );
}

test("a bulk that is too long, empty or no list makes nothing", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const tooMany = Array.from({ length: 501 }, (_, index) => ({ text: `row ${index}` }));
  const ndjson = { "content-type": "application/x-ndjson" };
  await wall.refused("413 too-large", "POST", "/share/bulk", { body: tooMany });
  await wall.refused("400 fields-not-valid", "POST", "/share/bulk", { body: [] });
  await wall.refused("400 fields-not-valid", "POST", "/share/bulk", { body: { items: [] } });
  const broken = await wall.refused("400 body-not-readable", "POST", "/share/bulk", {
    body: `{"text":"fine"}\n{"text":`,
    headers: ndjson,
  });
  assert.match(broken.body.detail, /Line 2/);
  await wall.refused("400 fields-not-valid", "POST", "/share/bulk", { body: "\n\n", headers: ndjson });
  await wall.refused("415 type-not-supported", "POST", "/share/bulk", {
    body: "text=1",
    headers: { "content-type": "image/png" },
  });
  assert.equal((await countEverything(wall))["shares"], 0);
});
