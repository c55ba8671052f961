import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../../../src/core/search/parse-query.ts";
import type { ParsedQuery, Query } from "../../../src/core/search/query.ts";
import { writeQuery } from "../../../src/core/search/write-query.ts";
import { seeded } from "../../faults/seeded.ts";

/** 14 March 2025, 13:30 UTC. */
const NOW = { nowMs: Date.UTC(2025, 2, 14, 13, 30), offsetMinutes: 0 };
const parse = (text: string): ParsedQuery => parseQuery(text, NOW);

/** What is asked, without where it stands. */
function meaning(query: Query): unknown {
  switch (query.kind) {
    case "all":
    case "any":
      return [query.kind, ...query.of.map(meaning)];
    case "not":
      return ["not", meaning(query.of)];
    case "words":
      return query.isPhrase ? `"${query.text}"` : query.text;
    case "fact":
      return `${query.name}=${query.value}`;
    case "time":
      return [
        query.name,
        query.fromMs && new Date(query.fromMs).toISOString(),
        query.toMs && new Date(query.toMs).toISOString(),
      ];
    case "reading":
      return ["reading", query.least, query.most];
    default:
      return query satisfies never;
  }
}

const EXAMPLES: readonly (readonly [text: string, meaning: unknown])[] = [
  ["", ["all"]],
  ["lamps", "lamps"],
  ["lamps of quay", ["all", "lamps", "of", "quay"]],
  ['"lamps of" quay', ["all", '"lamps of"', "quay"]],
  ["lamps OR boats", ["any", "lamps", "boats"]],
  ["red lamps OR blue boats", ["any", ["all", "red", "lamps"], ["all", "blue", "boats"]]],
  ["red (lamps OR boats)", ["all", "red", ["any", "lamps", "boats"]]],
  ["red AND lamps", ["all", "red", "lamps"]],
  ["lamps -boats", ["all", "lamps", ["not", "boats"]]],
  ["-(lamps OR boats) quay", ["all", ["not", ["any", "lamps", "boats"]], "quay"]],
  ["-(-lamps)", "lamps"],
  ['-"old lamps"', ["not", '"old lamps"']],
  ["e-mail well-known", ["all", "e-mail", "well-known"]],
  ["- lamps -", "lamps"],
  ["#boats tag:sails", ["all", "tag=boats", "tag=sails"]],
  ['tag:"sailing boats"', "tag=sailing boats"],
  ["kind:link,note", ["any", "kind=link", "kind=note"]],
  ["-is:archived has:note", ["all", ["not", "is=archived"], "has=note"]],
  ["Kind:PDF", "kind=pdf"],
  ["site:quay.example wall:Harbour by:ada lang:de", ["all", "site=quay.example", "wall=Harbour", "by=ada", "lang=de"]],
  ["https://quay.example/a?b=(c)", ["all", "https://quay.example/a?b", "c"]],
  ["12:30 foo:bar", ["all", "12:30", "foo:bar"]],
  ["after:2025-03", ["after", "2025-03-01T00:00:00.000Z", null]],
  ["before:2025", ["before", null, "2025-01-01T00:00:00.000Z"]],
  ["added:2025-03-14", ["added", "2025-03-14T00:00:00.000Z", "2025-03-15T00:00:00.000Z"]],
  ["added:today", ["added", "2025-03-14T00:00:00.000Z", "2025-03-15T00:00:00.000Z"]],
  ["added:yesterday", ["added", "2025-03-13T00:00:00.000Z", "2025-03-14T00:00:00.000Z"]],
  ["added:7d", ["added", "2025-03-07T13:30:00.000Z", null]],
  ["added:2m", ["added", "2025-01-14T00:00:00.000Z", null]],
  ["added:2024-11..2025-01", ["added", "2024-11-01T00:00:00.000Z", "2025-02-01T00:00:00.000Z"]],
  ["reading:<5m", ["reading", null, 4]],
  ["reading:>1h", ["reading", 61, null]],
  ["reading:5-10m", ["reading", 5, 10]],
  ["reading:7", ["reading", 7, 7]],
  ["日本語 lamps", ["all", "日本語", "lamps"]],
];

for (const [text, expected] of EXAMPLES)
  test(`what is asked by: ${text}`, () => {
    const { query, mistakes } = parse(text);
    assert.deepEqual([meaning(query), mistakes], [expected, []]);
  });

const MISTAKES: readonly (readonly [text: string, meaning: unknown, mistakes: readonly string[]])[] = [
  ['the "old lamps', ["all", "the", '"old lamps"'], ['quote-open at "old lamps']],
  ["(lamps OR boats", ["any", "lamps", "boats"], ["parenthesis-open at ("]],
  ["lamps) boats", ["all", "lamps", "boats"], []],
  ["(lamps)) boats", ["all", "lamps", "boats"], ["parenthesis-unopened at )"]],
  ["OR lamps", "lamps", ["or-alone at OR"]],
  ["lamps OR", "lamps", ["or-alone at OR"]],
  ["lamps OR OR boats", ["any", "lamps", "boats"], ["or-alone at OR"]],
  ["tag: lamps", "lamps", ["value-missing at tag:"]],
  ["kind:boat lamps", "lamps", ["value-unknown at kind:boat"]],
  ["is:pinned,sunk", "is=pinned", ["value-unknown at is:pinned,sunk"]],
  ["added:never", ["all"], ["time-unknown at added:never"]],
  ["after:2025-13", ["all"], ["time-unknown at after:2025-13"]],
  ["added:2025-02-30", ["all"], ["time-unknown at added:2025-02-30"]],
  ["added:2025..2024", ["all"], ["time-unknown at added:2025..2024"]],
  ["reading:slow", ["all"], ["number-unknown at reading:slow"]],
  ["sort:size", ["all"], ["value-unknown at sort:size"]],
  ["sort:oldest sort:title", ["all"], ["sort-twice at sort:title"]],
];

for (const [text, expected, told] of MISTAKES)
  test(`a mistake is pointed at and never in the way: ${text}`, () => {
    const { query, mistakes } = parse(text);
    assert.deepEqual(meaning(query), expected);
    assert.deepEqual(
      mistakes.map(({ code, at, length }) => `${code} at ${text.slice(at, at + length)}`),
      told,
    );
  });

test("a day begins where it does for whoever asks", () => {
  const [tokyo, california] = [540, -420].map((offsetMinutes) =>
    meaning(parseQuery("added:today", { ...NOW, offsetMinutes }).query),
  );
  assert.deepEqual(tokyo, ["added", "2025-03-13T15:00:00.000Z", "2025-03-14T15:00:00.000Z"]);
  assert.deepEqual(california, ["added", "2025-03-14T07:00:00.000Z", "2025-03-15T07:00:00.000Z"]);
});

test("groups end at some depth and a query at some length, and both are told", () => {
  const deep = parse(`${"(".repeat(60)}lamps`);
  assert.ok(deep.mistakes.some(({ code }) => code === "too-deep"));
  const long = parse(Array.from({ length: 200 }, (_, n) => `w${n}`).join(" "));
  assert.equal(long.mistakes[0]?.code, "too-much");
  assert.equal((long.query as unknown as { of: Query[] }).of.length, 64);
});

test("only the last word of all may still be typed", () => {
  const typed = (text: string) => {
    const found: string[] = [];
    const look = (query: Query): void => {
      if (query.kind === "words" && query.isTyped) found.push(query.text);
      if (query.kind === "all" || query.kind === "any") query.of.forEach(look);
      if (query.kind === "not") look(query.of);
    };
    look(parse(text).query);
    return found;
  };
  assert.deepEqual(typed("old lam"), ["lam"]);
  assert.deepEqual(typed("old lam "), []);
  assert.deepEqual(typed('"old lam"'), []);
  assert.deepEqual(typed("(old lam)"), []);
});

const PIECES = [
  ...["lamps", "OR", "AND", "(", ")", '"', "-", " ", " ", "#", "tag:", "kind:link", "is:pinned", "has:", "added:7d"],
  ...[
    "before:2025",
    "reading:<5m",
    "sort:oldest",
    "wall:Harbour",
    'site:"a b"',
    ",",
    ":",
    "日本",
    "é",
    "\u0000",
    "\ud800",
  ],
  ...["by:", "http://a.example/(b)", "..", "type:pdf,png", "lang:de", "OR)", "-(", "((", "))", "tag:a)b", "  \n "],
];

test("any text whatever is a query, and says the same when it is written again", () => {
  const { integer, oneOf, chance } = seeded(20251126);
  for (let n = 0; n < 5_000; n += 1) {
    const text = Array.from({ length: integer(0, 14) }, () => oneOf(PIECES)).join(chance(50) ? " " : "");
    const parsed = parse(text);
    for (const { at, length: long } of parsed.mistakes)
      assert.ok(at >= 0 && long > 0 && at + long <= text.length, `a mistake outside of ${JSON.stringify(text)}`);
    const written = writeQuery(parsed);
    const again = parse(written);
    assert.deepEqual(
      [meaning(again.query), again.sort, again.mistakes],
      [
        meaning(parsed.query),
        parsed.sort,
        parsed.mistakes.some(({ code }) => code === "too-much") ? again.mistakes : [],
      ],
      `${JSON.stringify(text)} was written as ${JSON.stringify(written)}`,
    );
  }
});
