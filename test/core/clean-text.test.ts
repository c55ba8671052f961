import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanLine, cleanText, cutGraphemes } from "../../src/core/clean-text.ts";

const FAMILY = "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}";
const FLAG_OF_WALES = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";

const texts: [what: string, given: string, clean: string][] = [
  ["plain text stays as it is", "Two lines\nof\ttext", "Two lines\nof\ttext"],
  ["the empty text stays empty", "", ""],
  ["NUL is removed", "a\0b", "ab"],
  ["C0 controls are removed", "a\x01\x08\x0b\x0c\x1fb", "ab"],
  ["DEL and C1 controls are removed", "a\x7f\x80\x9fb", "ab"],
  ["a lone high surrogate becomes U+FFFD", "a\ud83d b", "a\ufffd b"],
  ["a lone low surrogate becomes U+FFFD", "\ude00a", "\ufffda"],
  ["a surrogate pair stays", "\u{1f600}", "\u{1f600}"],
  ["a BOM is removed at the start", "\ufeffhello", "hello"],
  ["a BOM is removed in the middle", "hel\ufefflo", "hello"],
  ["CRLF becomes LF", "a\r\nb\r\n", "a\nb\n"],
  ["a lone CR becomes LF", "a\rb", "a\nb"],
  ["NEL becomes LF", "a\x85b", "a\nb"],
  ["decomposed letters are composed", "e\u0301", "é"],
  ["Hangul letters are composed", "\u1112\u1161\u11ab", "한"],
  ["spaces at the ends stay in texts", "  a  ", "  a  "],
  ["emoji stay whole in texts", FAMILY, FAMILY],
];

for (const [what, given, clean] of texts) {
  test(`in texts ${what}`, () => assert.equal(cleanText(given), clean));
}

const lines: [what: string, given: string, clean: string][] = [
  ["a plain line stays as it is", "A plain line", "A plain line"],
  ["newlines and tabs become one space", "a\r\n\t b", "a b"],
  ["several spaces become one", "a   b", "a b"],
  ["both ends are trimmed", "  a ", "a"],
  ["no-break and ideographic spaces become a space", "a\u00a0\u3000b", "a b"],
  ["the line separator becomes a space", "a\u2028b", "a b"],
  ["bidi overrides are removed", "photo\u202egpj.exe", "photogpj.exe"],
  ["bidi isolates are removed", "\u2066a\u2069b", "ab"],
  ["directional marks are removed", "a\u200e\u200f\u061cb", "ab"],
  ["zero-width spaces are removed", "pay\u200bload", "payload"],
  ["soft hyphens are removed", "hy\u00adphen", "hyphen"],
  ["word joiners and invisible operators are removed", "a\u2060\u2063b", "ab"],
  ["only what is unseen leaves an empty line", "\u200b \u200d\u2060", ""],
  ["a removed character between two spaces leaves one", "a \u200b b", "a b"],
  [
    "a joiner between letters stays",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  ],
  ["a joiner within an emoji stays", FAMILY, FAMILY],
  ["a joiner after a variation selector stays", "\u2764\ufe0f\u200d\u{1f525}", "\u2764\ufe0f\u200d\u{1f525}"],
  ["a joiner at the end is removed", "a\u200d", "a"],
  ["a joiner after a space is removed", "a \u200db", "a b"],
  ["several joiners in a row are removed", "a\u200d\u200d\u200db", "ab"],
  ["the flag of Wales stays", FLAG_OF_WALES, FLAG_OF_WALES],
  ["tag characters anywhere else are removed", "hi\u{e0068}\u{e0069}", "hi"],
  ["one variation selector stays", "\u2764\ufe0f", "\u2764\ufe0f"],
  ["hidden text in variation selectors is cut to one", "a\ufe0f\u{e0121}\u{e0122}b", "a\ufe0fb"],
  ["marks that stand apart through something unseen are composed", "e\u200b\u0301", "é"],
];

for (const [what, given, clean] of lines) {
  test(`in lines ${what}`, () => assert.equal(cleanLine(given), clean));
}

test("cleaning twice is cleaning once, for any mixture", () => {
  const pieces = [
    "a",
    " ",
    "\u0301",
    "\u0323",
    "\u200d",
    "\u200b",
    "\ufe0f",
    "\u{e0067}",
    "\u{1f3f4}",
    "\u{e007f}",
    "\r",
    "\n",
    "\0",
  ];
  pieces.push(
    "\ud83d",
    "\ude00",
    "\u202e",
    "\u1112",
    "\u1161",
    "\u0344",
    "\ufb2c",
    "\u{1f469}",
    "\u3099",
    "か",
    "\ufeff",
    "\u{e0100}",
  );
  let seed = 7;
  const draw = () => (seed = (seed * 48_271) % 2_147_483_647);
  for (let n = 0; n < 5_000; n += 1) {
    const mixture = Array.from({ length: draw() % 40 }, () => pieces[draw() % pieces.length]).join("");
    const text = cleanText(mixture);
    const line = cleanLine(mixture);
    assert.equal(cleanText(text), text, JSON.stringify(mixture));
    assert.equal(cleanLine(line), line, JSON.stringify(mixture));
    assert.ok(text.isWellFormed() && line.isWellFormed());
    assert.doesNotMatch(line, /[\0-\x1f]|^ | $| {2}/);
  }
});

test("a million combining marks leave thirty", () => {
  const bomb = `a${"\u0301\u0323\u0300\u0316".repeat(250_000)}b`;
  assert.ok(cleanText(bomb).length <= 32);
  assert.ok(cleanLine(bomb).length <= 32);
});

const cuts: [what: string, given: string, count: number, cut: string][] = [
  ["a short text stays as it is", "abc", 5, "abc"],
  ["a text of just the length stays as it is", "abc", 3, "abc"],
  ["plain letters are cut by number", "abcdef", 3, "abc"],
  ["nothing is left of a count of zero", "abc", 0, ""],
  ["a letter and its marks are one", "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301"],
  ["a family is one", FAMILY + FAMILY, 1, FAMILY],
  ["fewer characters than units stay whole", FAMILY, 3, FAMILY],
  ["a flag is one", "\u{1f1eb}\u{1f1ee}\u{1f1eb}\u{1f1ee}", 1, "\u{1f1eb}\u{1f1ee}"],
  ["CRLF is one", "\r\n\r\n", 1, "\r\n"],
  ["Hangul letters of one syllable are one", "\u1112\u1161\u11ab\u1112\u1161\u11ab", 1, "\u1112\u1161\u11ab"],
  ["a pair is never cut", "\u{1f600}\u{1f600}", 1, "\u{1f600}"],
  ["a lone surrogate counts as one", "\ud83dabc", 2, "\ufffda"],
];

for (const [what, given, count, cut] of cuts) {
  test(`when cutting, ${what}`, () => assert.equal(cutGraphemes(given, count), cut));
}

test("cutting reads only the beginning of a long text, and cuts a cluster without end", () => {
  const endless = `a${"\u0301".repeat(1_000_000)}`;
  assert.equal(cutGraphemes(endless, 2).length, 128);
  assert.ok(cutGraphemes("\u{1f469}\u200d".repeat(300_000), 3).isWellFormed());
});
