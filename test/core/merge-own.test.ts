import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import type { OwnFields } from "../../src/core/item-shown.ts";
import { mergeOwn, type OwnWords } from "../../src/core/merge-own.ts";

const words = (own: Partial<OwnFields>, text: string | null = null): OwnWords => ({
  own: { firstTitle: "first", ...own },
  text,
});

test("the winner keeps what it has and takes what it lacks", () => {
  const merged = mergeOwn(
    words({ firstTitle: "mine", title: "Lamps", category: "news" }),
    words({ url: "https://a.example/", description: "Seven", category: "social", language: "de" }, "wipe the glass"),
  );
  assert.deepEqual(merged, {
    own: {
      firstTitle: "mine",
      title: "Lamps",
      category: "news",
      url: "https://a.example/",
      description: "Seven",
      language: "de",
    },
    text: "wipe the glass",
  });
});

test("notes are joined, and a title, description or text that would be lost goes into the note", () => {
  const merged = mergeOwn(
    words({ title: "Lamps", description: "Seven", note: "mine" }, "the winner's text"),
    words({ title: "Flames", description: "Nine", note: "theirs" }, "the loser's text"),
  );
  assert.equal(merged?.own.note, "mine\ntheirs\nFlames\nNine\nthe loser's text");
  assert.deepEqual([merged?.own.title, merged?.own.description, merged?.text], ["Lamps", "Seven", "the winner's text"]);
});

test("what is said already is not said twice, however it is spaced; a part of a word is not said", () => {
  const same = mergeOwn(
    words({ note: "a\nBuy  oil\nb" }, "seven\n\nlamps"),
    words({ note: "Buy oil" }, "seven\nlamps "),
  );
  assert.deepEqual([same?.own.note, same?.text], ["a\nBuy  oil\nb", "seven\n\nlamps"]);
  assert.equal(mergeOwn(words({ note: "soil" }), words({ note: "oil" }))?.own.note, "soil\noil");
});

test("what the note has no room for stands below the text, and nothing is merged that one item cannot hold", () => {
  const full = "n".repeat(LIMITS.noteCharacters);
  const merged = mergeOwn(words({ note: full }, "mine"), words({ note: "theirs" }, "their text"));
  assert.deepEqual([merged?.own.note, merged?.text], [full, "mine\n\ntheirs\n\ntheir text"]);
  const large = (letter: string) => words({}, letter.repeat(LIMITS.textBytes));
  assert.equal(mergeOwn(large("a"), large("b")), null);
  assert.equal(mergeOwn(large("a"), large("a"))?.text?.length, LIMITS.textBytes);
});
