import assert from "node:assert/strict";
import { test } from "node:test";
import { factTerms, hostsOf, ownerTerm, wallTerm } from "../../../src/core/search/facts.ts";
import { parseQuery } from "../../../src/core/search/parse-query.ts";
import {
  minutesBeginnings,
  minutesDigits,
  quarterDigits,
  timeBeginnings,
} from "../../../src/core/search/range-terms.ts";
import { type Names, timeWanted, type Wanted, wantedOf } from "../../../src/core/search/wanted.ts";
import { wordsOf } from "../../../src/core/words.ts";
import { seeded } from "../../faults/seeded.ts";
import { drawItem, drawQuestion, type PlainItem, plainlyAnswers } from "../../harness/plain-search.ts";

const NOW = { nowMs: Date.UTC(2025, 2, 14, 13, 30), offsetMinutes: 0 };
const ADA = "ada";
const WALLS = { Harbour: "harbour-wall", Posts: "posts-wall" };
const NAMES: Names = {
  wallsNamed: (name) =>
    Object.entries(WALLS).flatMap(([called, id]) => (called.toLowerCase() === name.toLowerCase() ? [id] : [])),
  peopleNamed: () => [],
  tagNamed: (name) => name,
};

/** What the index would say of one item. */
function indexAnswers(wanted: Wanted, item: PlainItem, terms: ReadonlySet<string>): boolean {
  const isOwn = item.owner === ADA;
  switch (wanted.kind) {
    case "all":
      return wanted.of.every((part) => indexAnswers(part, item, terms));
    case "any":
      return wanted.of.some((part) => indexAnswers(part, item, terms));
    case "not":
      return !indexAnswers(wanted.of, item, terms);
    case "fact":
      if (wanted.isPrivate && !isOwn) return false;
      return wanted.isBeginning ? [...terms].some((term) => term.startsWith(wanted.term)) : terms.has(wanted.term);
    case "time":
      return indexAnswers(timeWanted(wanted), item, terms);
    case "standing":
      return {
        failed: isOwn && item.state === "failed",
        pending: isOwn && item.state === "working",
        duplicate: isOwn && item.isDuplicate,
        unread: item.reading === "unread",
        reading: item.reading === "reading",
        read: item.reading === "read",
      }[wanted.is];
    case "words": {
      const { words, prefixLast, joined } = wanted.term;
      const texts = [...item.texts, ...(isOwn ? [item.note] : [])].map((text) => wordsOf(text));
      const fits = (found: string | undefined, word: string, isLast: boolean) =>
        isLast && prefixLast ? (found?.startsWith(word) ?? false) : found === word;
      return texts.some(
        (text) =>
          text.some((_, at) => words.every((word, n) => fits(text[at + n], word, n === words.length - 1))) ||
          (joined !== null && text.some((found) => fits(found, joined, true))),
      );
    }
    default:
      return wanted satisfies never;
  }
}

test("what the index is asked finds what the question means, of random items and questions", () => {
  const draw = seeded(9);
  const items = Array.from({ length: 150 }, (_, n) =>
    drawItem(draw, { id: `i${n}`, owners: [ADA, ADA, "lin"], walls: Object.values(WALLS), nowMs: NOW.nowMs }),
  ).map((item) => ({
    item,
    terms: new Set([
      ...factTerms({ ...item, hasNote: item.note !== "" }),
      ownerTerm(item.owner),
      ...item.walls.map(wallTerm),
    ]),
  }));
  const asker = { person: ADA, walls: WALLS };
  let found = 0;
  for (let n = 0; n < 1_500; n += 1) {
    const text = drawQuestion(draw);
    const { query } = parseQuery(text, NOW);
    const wanted = wantedOf(query, NAMES);
    const [plain, indexed] = [
      items.filter(({ item }) => plainlyAnswers(query, item, asker)),
      items.filter(({ item, terms }) => indexAnswers(wanted, item, terms)),
    ].map((answers) => answers.map(({ item }) => item.id));
    assert.deepEqual(indexed, plain, text);
    found += plain?.length ?? 0;
  }
  assert.ok(found > 1_000, "hardly anything was ever found");
});

test("beginnings stand for exactly the minutes and moments between two", () => {
  const { integer } = seeded(4);
  for (let n = 0; n < 400; n += 1) {
    const [least, most] = [integer(0, 2_000), integer(0, 2_000)].toSorted((a, b) => a - b) as [number, number];
    const beginnings = minutesBeginnings(least, most);
    for (const minutes of [least - 1, least, most, most + 1, integer(0, 2_000)].filter((each) => each >= 0))
      assert.equal(
        beginnings.some((begin) => minutesDigits(minutes).startsWith(begin)),
        minutes >= least && minutes <= most,
      );
  }
  const QUARTER = 900_000;
  for (let n = 0; n < 400; n += 1) {
    const draw = () => Math.floor(integer(0, 2_000_000_000) / 900) * QUARTER;
    const [from, to] = [draw(), draw()].toSorted((a, b) => a - b) as [number, number];
    const beginnings = timeBeginnings(from, to);
    assert.ok(beginnings.length < 150, `${beginnings.length} beginnings`);
    for (const ms of [from - 1, from, to - 1, to, draw()])
      assert.equal(
        beginnings.some((begin) => quarterDigits(ms).startsWith(begin)),
        ms >= from && ms < to,
      );
  }
  assert.equal(
    timeBeginnings(null, null).some((begin) => quarterDigits(NOW.nowMs).startsWith(begin)),
    true,
  );
  assert.deepEqual(timeBeginnings(Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1)), ["2025"]);
});

test("a site is known by its host and by all that it lies below, but not by what all hosts have", () => {
  assert.deepEqual(hostsOf("https://www.news.quay.example/a"), ["news.quay.example", "quay.example"]);
  assert.deepEqual(hostsOf("http://localhost:3000/"), ["localhost"]);
  assert.deepEqual(hostsOf(null), []);
});
