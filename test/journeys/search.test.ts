import assert from "node:assert/strict";
import { test } from "node:test";
import type { SearchAnswer } from "../../src/contract/items.ts";
import type { BulkRow } from "../../src/contract/shares.ts";
import { newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

for (const topology of TOPOLOGIES) {
  test(
    `plain words find what was shared, the best first, with the place where they stand (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const rows = [
        { title: "Kelp harvest", text: "When the spring tide is lowest" },
        { text: `${"Nets and ropes, floats and lines. ".repeat(20)} At the end we talked of kelp for an hour.` },
        { text: "Gezeitenkraftwerk an der Förde: Größe und Strömung" },
        { text: "三味線の弦を買う" },
        { title: "Rope", tags: ["Kelp"] },
        { url: "https://kelpforest.example/map", note: "where the otters sleep" },
        ...Array.from({ length: 30 }, (_, index) => ({ text: `barnacle number ${index}` })),
      ];
      const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", { body: rows });
      const ids = body.items.map((row) => row.item_id ?? "");
      const search = (q: string, more = "") => wall.get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}${more}`);
      const found = async (q: string) => (await search(q)).items.map(({ id }) => ids.indexOf(id));

      const kelp = await search("kelp");
      assert.deepEqual(
        [kelp.total, kelp.total_is, kelp.items.length, kelp.next_cursor],
        [kelp.items.length, "exact", kelp.items.length, null],
      );
      // In the title and among the tags a word weighs more than deep in a text.
      const order = kelp.items.map(({ id }) => ids.indexOf(id));
      assert.ok(order.indexOf(1) > order.indexOf(0) && order.indexOf(1) > order.indexOf(4), order.join(" "));
      const deep = kelp.items.find(({ id }) => id === ids[1]);
      assert.match(deep?.snippet ?? "", /talked of \u{E000}kelp\u{E001} for an hour/u);
      assert.ok((deep?.snippet ?? "").length < 260);

      assert.deepEqual(await found("spring TIDE lowest"), [0]);
      assert.deepEqual(await found("größe"), [2]);
      assert.deepEqual(await found("三味線"), [3]);
      assert.deepEqual(await found("otters"), [5]);
      assert.deepEqual(await found("kelp spaceship"), []);

      const seen = new Set<string>();
      let cursor: string | null = null;
      do {
        const page: SearchAnswer = await search("barnacle", `&limit=8${cursor ? `&cursor=${cursor}` : ""}`);
        assert.equal(page.total, 30);
        for (const { id } of page.items) seen.add(id);
        cursor = page.next_cursor;
      } while (cursor !== null);
      assert.equal(seen.size, 30);

      // Whatever a person types is a search, never a fault.
      for (const q of [
        "",
        " ",
        "*",
        "-",
        '"',
        '"kelp',
        "kelp*",
        "kelp AND",
        "a:b",
        "(",
        "NEAR(x",
        "'; drop table items; --",
        "\\",
        "%_",
        "🦦",
        "\u0000",
        "x".repeat(1_000),
        "a ".repeat(500),
      ])
        await search(q);
      await wall.refused("400 fields-not-valid", "GET", `/search?q=${"x".repeat(1_001)}`);
      await wall.refused("400 fields-not-valid", "GET", "/search");

      await wall.expect(200, "PATCH", `/items/${ids[0]}`, { body: { title: "Seaweed", note: "wrack line" } });
      assert.deepEqual(await found("wrack"), [0]);
      assert.ok(!(await found("harvest")).includes(0));
    },
  );
}
