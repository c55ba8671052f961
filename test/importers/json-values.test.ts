import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOf } from "../../src/importers/json-outline.ts";
import { pickJson } from "../../src/importers/json-scanner.ts";

/** The same text whole and letter by letter must be read alike. */
async function picked(text: string, ways: readonly string[]): Promise<unknown[]> {
  const whole = await read([text], ways);
  if (text.length < 1_000) assert.deepEqual(await read([...text], ways), whole);
  return whole;
}

async function read(pieces: readonly string[], ways: readonly string[]): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const one of pickJson(streamed(pieces), ways))
    found.push(one.kind === "value" ? [one.way, one.indexes, one.value] : one.kind === "broken" ? one.code : one.kind);
  return found;
}

async function* streamed(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

test("values are found at their ways, whatever stands around them", async () => {
  const text = '\ufeff{"x":[1,{"a":[2]}],"a":[{"n":"one","l":[{"k":1},{"k":2}]},{"l":[],"n":"t\\"w\\\\"}],"z":"]}"}';
  assert.deepEqual(await picked(text, ["a.*.n", "a.*.l.*"]), [
    ["a.*.n", [0], "one"],
    ["a.*.l.*", [0, 0], { k: 1 }],
    ["a.*.l.*", [0, 1], { k: 2 }],
    ["a.*.n", [1], 't"w\\'],
  ]);
});

test("keys are compared as they are meant, not as they are written", async () => {
  assert.deepEqual(await picked('{"\\u0061":{"b":[true,null,-1.5e3]}}', ["a.b.*"]), [
    ["a.b.*", [0], true],
    ["a.b.*", [1], null],
    ["a.b.*", [2], -1500],
  ]);
});

test("what is wrong with one element is told, and the next one read", async () => {
  assert.deepEqual(await picked('[{"a":1},{"a" 2},nothing,{"a":3}]', ["*"]), [
    ["*", [0], { a: 1 }],
    "row-not-readable",
    "row-not-readable",
    ["*", [3], { a: 3 }],
  ]);
});

test("a text that ends too early is cut, also in the midst of a number", async () => {
  for (const text of ["[1,2", '[1,2,"x', "[1,2,[3", "[1,2,"])
    assert.deepEqual(
      (await picked(text, ["*"])).filter((one) => !Array.isArray(one)),
      ["cut"],
      text,
    );
  assert.deepEqual(await picked("[1,23", ["*"]), [["*", [0], 1], "cut"]);
});

test("brackets that do not match end the reading without an error", async () => {
  assert.deepEqual(await picked("[1}2]", ["*"]), [["*", [0], 1], "not-json"]);
  assert.deepEqual(await picked("[1,\u0001,2]", ["*"]), [
    ["*", [0], 1],
    ["*", [1], 2],
  ]);
});

test("the outline of a start that is cut anywhere names only what is whole", () => {
  const text = '{"bookmarks":[{"createdAt":1,"content":{"type":"link","url":"x"}}],"li';
  assert.deepEqual(
    [...outlineOf(text)],
    [
      "{}",
      "bookmarks",
      "bookmarks.*",
      "bookmarks.*.createdAt",
      "bookmarks.*.content",
      "bookmarks.*.content.type",
      "bookmarks.*.content.url",
    ],
  );
  assert.equal(outlineOf("no json").size, 0);
});
