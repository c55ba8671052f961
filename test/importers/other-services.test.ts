import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, readAll, told } from "../harness/import-sources.ts";

test("Readwise Reader: lists of tags as Python writes them, progress as read, places as archive and pin", async () => {
  const { format, things, broken } = await readAll(fixture("readwise.csv"));
  assert.equal(format, "readwise-csv");
  assert.deepEqual(broken, []);
  assert.deepEqual(told(things[0]), {
    sourceId: "01aaa",
    url: "https://owls.example/night",
    title: "Owls at night",
    tags: ["owls", "night's bird"],
    createdAtMs: Date.UTC(2022, 10, 6, 4, 33, 50),
    isArchived: true,
    isRead: true,
  });
  assert.deepEqual(
    things.map(({ isPinned, isRead }) => [isPinned, isRead]),
    [
      [undefined, true],
      [undefined, false],
      [true, false],
    ],
  );
});

test("Raindrop: notes of several lines, nested folders, favourites and highlights", async () => {
  const { format, things } = await readAll(fixture("raindrop.csv"));
  assert.equal(format, "raindrop-csv");
  assert.deepEqual(told(things[0]), {
    sourceId: "501",
    url: "https://rivers.example/slow",
    title: "Rivers, slowly",
    note: "First line\nsecond line",
    summary: "Where water goes",
    tags: ["river", "slow water"],
    walls: [["Water", "Rivers"]],
    createdAtMs: Date.UTC(2021, 3, 5, 6, 7, 8),
    isPinned: true,
    highlights: [{ text: "water is patient", note: "true" }, { text: "stones are not" }],
  });
  assert.deepEqual(things[1]?.walls, []);
});

test("Instapaper: its own folders are states, those of people are walls, a selection is a remark", async () => {
  const { format, things } = await readAll(fixture("instapaper.csv"));
  assert.equal(format, "instapaper-csv");
  assert.equal(things[0]?.note, "They sleep while they move");
  assert.deepEqual(things[0]?.tags, ["trains", "night travel"]);
  assert.deepEqual(
    things.map(({ walls, isArchived, isPinned }) => [walls, isArchived, isPinned]),
    [
      [[], false, undefined],
      [[], true, undefined],
      [[], false, true],
      [[["Mountains"]], false, undefined],
    ],
  );
});

test("Pinboard: the description is the title, tags are divided by spaces", async () => {
  const { format, things } = await readAll(fixture("pinboard.json"));
  assert.equal(format, "pinboard");
  assert.deepEqual(told(things[0]), {
    sourceId: "a1b2",
    url: "https://clouds.example/cirrus",
    title: "Cirrus",
    note: "Ice, 8 km up",
    tags: ["weather", "sky"],
    createdAtMs: Date.UTC(2011, 2, 13, 7, 6, 40),
    isRead: false,
  });
  assert.equal(things[1]?.isRead, true);
});

test("linkding: an answer of its API that was saved", async () => {
  const { format, things } = await readAll(fixture("linkding.json"));
  assert.equal(format, "linkding");
  assert.deepEqual(told(things[0]), {
    sourceId: "9",
    url: "https://boats.example/",
    title: "Boats",
    note: "Wooden ones\n\nAsk Lin",
    summary: "All boats",
    tags: ["boats"],
    createdAtMs: Date.UTC(2022, 3, 15, 5, 20, 0, 6),
    isArchived: true,
    isRead: false,
  });
});

test("a list of links: titles before and behind, Markdown, bare addresses; a line without any is told", async () => {
  const { format, things, broken } = await readAll(fixture("links.txt"));
  assert.equal(format, "links");
  assert.deepEqual(
    things.map(({ url, title }) => [url, title]),
    [
      ["https://tea.example/green", undefined],
      ["https://tea.example/black", "Black tea"],
      ["https://tea.example/white_(leaf)", "White tea"],
      ["https://tea.example/oolong", "Oolong, half way"],
      ["https://tea.example/mate", "see"],
      ["https://tea.example/bare", undefined],
    ],
  );
  assert.deepEqual(broken, ["9 nothing-in-it"]);
});
