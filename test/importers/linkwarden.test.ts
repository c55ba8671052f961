import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, readAll, sourceOf, told } from "../harness/import-sources.ts";

test("Linkwarden's links keep tags, remark, date and the collections within collections that they lie in", async () => {
  const { format, things } = await readAll(fixture("linkwarden.json"));
  assert.equal(format, "linkwarden");
  assert.deepEqual(told(things[0]), {
    sourceId: "101",
    url: "https://clay.example/ash",
    title: "Glazes of ash",
    note: "Read before the next firing",
    tags: ["clay", "ash glaze"],
    walls: [["Craft", "Clay"]],
    createdAtMs: Date.UTC(2023, 7, 1, 8, 30),
  });
});

test("a pinned link is pinned, and was kept when its first service says so", async () => {
  const { things } = await readAll(fixture("linkwarden.json"));
  assert.equal(things[1]?.isPinned, true);
  assert.equal(things[1]?.createdAtMs, Date.UTC(2019, 4, 5));
});

test("collections come along, described and empty ones too", async () => {
  const { rows, walls } = await readAll(fixture("linkwarden.json"));
  assert.deepEqual(walls, ["Craft / Clay", "Craft", "Paper"]);
  assert.ok(rows.some((row) => row.kind === "wall" && row.wall.description === "What hands make"));
});

test("an upload, whose file the export does not hold, is told", async () => {
  const { broken } = await readAll(fixture("linkwarden.json"));
  assert.deepEqual(broken, ["2 file-not-in-export"]);
});

test("links that stand before the name of their collection still lie in it", async () => {
  const { things } = await readAll(
    sourceOf('{"collections":[{"links":[{"url":"https://l.example/","name":"L","tags":[]}],"name":"Late","id":1}]}'),
  );
  assert.deepEqual(things[0]?.walls, [["Late"]]);
});
