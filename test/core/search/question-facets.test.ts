import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../../../src/core/search/parse-query.ts";
import { facetsIn, type QuestionFacet, withFacet, withoutFacets } from "../../../src/core/search/question-facets.ts";
import { seeded } from "../../faults/seeded.ts";
import { drawQuestion } from "../../harness/plain-search.ts";

const MOMENT = { nowMs: Date.UTC(2025, 2, 14), offsetMinutes: 0 };
/** Where something stands; and a word within parentheses is none that is still being typed. */
const LEFT_OUT = new Set(["span", "isTyped"]);
const asks = (text: string) => {
  const { query, sort } = parseQuery(text, MOMENT);
  return JSON.stringify({ query, sort }, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value));
};

const READ: readonly (readonly [string, Partial<Record<QuestionFacet, string>>])[] = [
  ["harbour lamps", {}],
  ["kind:link harbour", { kind: "link" }],
  ["harbour KIND:Link #boats", { kind: "link", tag: "boats" }],
  ['tag:"sailing boats" lang:de', { tag: "sailing boats", language: "de" }],
  ["is:archived mood:positive sort:oldest", { archived: "true", mood: "positive", sort: "oldest" }],
  ['site:"Harbour Notes" category:news', { site: "Harbour Notes", category: "news" }],
  ["tag:one tag:two", { tag: "one" }],
  ["-kind:link lamps", {}],
  ["kind:link OR lamps", {}],
  ["(kind:link lamps) quay", {}],
  ["(lamps OR boats) kind:note", { kind: "note" }],
  ["kind:link,note", {}],
  ["kind:boat is:pinned", {}],
  ["is:unread kind:link", { kind: "link" }],
];
for (const [text, facets] of READ)
  test(`what can be chosen is read from: ${text}`, () => assert.deepEqual(Object.fromEntries(facetsIn(text)), facets));

const CHOSEN: readonly (readonly [string, QuestionFacet, string | null, string])[] = [
  ["", "kind", "link", "kind:link "],
  ["harb", "kind", "link", "kind:link harb"],
  ["kind:link harb", "kind", "note", "kind:note harb"],
  ["harbour kind:link lamps", "kind", null, "harbour lamps"],
  ["kind:link", "kind", null, ""],
  ["harb", "kind", null, "harb"],
  ["lamps OR boats", "tag", "quay", "tag:quay (lamps OR boats)"],
  ["lamps", "tag", "sailing boats", 'tag:"sailing boats" lamps'],
  ["#boats lamps", "tag", "quay", "tag:quay lamps"],
  ["lamps", "archived", "true", "is:archived lamps"],
  ["is:archived lamps", "archived", null, "lamps"],
  ["tag:one tag:two", "tag", null, "tag:two"],
];
for (const [text, name, value, wanted] of CHOSEN)
  test(`${name} ${value} chosen in: ${text}`, () => assert.equal(withFacet(text, name, value), wanted));

test("what is left are the words and what cannot be chosen", () => {
  assert.equal(
    withoutFacets('kind:link harbour #boats "old lamps" is:pinned sort:title'),
    'harbour "old lamps" is:pinned',
  );
  assert.equal(withoutFacets("kind:link OR lamps"), "kind:link OR lamps");
});

test("whatever was asked is asked together with what is chosen, and alone again without it", () => {
  const random = seeded(20_251_127);
  const values: readonly (readonly [QuestionFacet, string])[] = [
    ["kind", "image"],
    ["tag", "a tag of (four) words"],
    ["site", "quay.example"],
    ["mood", "neutral"],
    ["archived", "true"],
  ];
  let asked = 0;
  for (let round = 0; round < 2_000; round += 1) {
    const text = drawQuestion(random);
    const [name, value] = values[round % values.length] ?? ["kind", "image"];
    if (facetsIn(text).has(name)) continue;
    const chosen = withFacet(text, name, value);
    assert.equal(facetsIn(chosen).get(name), value, `${text} → ${chosen}`);
    assert.equal(asks(withFacet(chosen, name, null)), asks(text), `${text} → ${chosen}`);
    asked += 1;
  }
  assert.ok(asked > 1_000);
});
