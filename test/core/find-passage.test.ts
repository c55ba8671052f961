import assert from "node:assert/strict";
import { test } from "node:test";
import { EFFORT_A_TEXT, findPassage, type Passage } from "../../src/core/find-passage.ts";
import { contextOf, passageAt, readingText, textOfArticle } from "../../src/core/reading-text.ts";
import { cpuMsOf } from "../harness/cpu-time.ts";

const QUAY =
  "The quay had seven posts. Each post carried a lamp, and each lamp burned oil. In the winter of the great flood the lamps went out for nine nights. Nobody crossed the water then. In the spring the lamps burned again.";

const find = (text: string, passage: Partial<Passage> & { quote: string }): string | null => {
  const read = readingText(text);
  const found = findPassage(read, { start: null, before: "", after: "", ...passage }, { left: EFFORT_A_TEXT });
  return found && passageAt(read, found);
};

test("the text of an article is what stands between its tags, blocks apart", () => {
  const html = `<h1>Lamps &amp; <em>oil</em></h1><p>One<br>two&nbsp;three</p><ul><li>a</li><li>b&lt;c</li></ul><p title="a > b">un<b>broken</b></p><!-- no --><p>&#128161; &#x26; &unknown;</p>`;
  const { plain, squeezed } = textOfArticle(html);
  assert.equal(plain, "Lamps & oil\nOne\ntwo three\na\nb<c\nunbroken\n💡 & &unknown;");
  assert.equal(squeezed, "Lamps&oilOnetwothreeab<cunbroken💡&&unknown;");
});

test("a position in a text says the same passage whatever its white space is", () => {
  const one = readingText("Each post  carried\n\n a lamp.");
  const other = readingText("Each post carried a lamp.");
  const spot = { start: 8, end: 20 };
  assert.equal(passageAt(one, spot), "carried\na lamp");
  assert.equal(passageAt(other, spot), "carried a lamp");
  assert.deepEqual(contextOf(other, spot, 40), { before: "Each post", after: "." });
  assert.equal(passageAt(other, { start: 8, end: 900 }), "");
});

test("a passage is found where it stood, and elsewhere when the text before it has grown", () => {
  const quote = "each lamp burned oil";
  assert.equal(find(QUAY, { quote, start: 38, before: "carried a lamp, and", after: ". In the winter" }), quote);
  assert.equal(find(`A new beginning. ${QUAY}`, { quote, start: 38, before: "a lamp, and", after: ". In" }), quote);
  assert.equal(find(QUAY.replaceAll(" ", "\n"), { quote, start: 0 }), quote.replaceAll(" ", "\n"));
});

test("of several places the one with the same neighbours is meant, else the nearest", () => {
  const read = readingText(QUAY);
  const at = (passage: Partial<Passage>) =>
    findPassage(read, { quote: "the lamps", start: null, before: "", after: "", ...passage }, { left: EFFORT_A_TEXT })
      ?.start;
  const [first, second] = [...read.squeezed.matchAll(/thelamps/g)].map(({ index }) => index);
  assert.equal(at({ after: "burned again" }), second);
  assert.equal(at({ before: "great flood" }), first);
  assert.equal(at({ start: (second ?? 0) + 3 }), second);
  assert.equal(at({ start: 5 }), first);
});

test("a passage that is nearly the same is found, one that is not is not", () => {
  const marked = "In the winter of the great flood the lamps went out for nine nights. Nobody crossed the water then.";
  const changed = QUAY.replace("the great flood", "the flood of 1862").replace("Nobody", "No one");
  const found = find(changed, { quote: marked, start: 70 });
  assert.match(found ?? "", /^In the winter of the flood of 1862 .* crossed the water then\.$/);
  assert.equal(
    find(QUAY, { quote: "Seventeen ships lay at anchor while the harbour master counted them", start: 3 }),
    null,
  );
  assert.equal(find(QUAY, { quote: "quite other words, though the lamps went out", start: 3 }), null);
});

test("a short word is not taken for the same without any of what stood around it", () => {
  assert.equal(find(QUAY, { quote: "oil", before: "the price of", after: "rose again in March" }), null);
  assert.equal(find(QUAY, { quote: "oil", before: "each lamp burned", after: "and more" }), "oil");
  assert.equal(find("", { quote: "oil" }), null);
  assert.equal(find(QUAY, { quote: "  \n" }), null);
});

test("looking for a thousand passages in a long text ends within its effort", () => {
  const text = readingText("the lamps went out for nine nights and the water stood at the quay ".repeat(15_000));
  const effort = { left: EFFORT_A_TEXT };
  const passage = { start: 7, before: "", after: "" };
  const cpuMs = cpuMsOf(() => {
    for (let n = 0; n < 1_000; n++)
      findPassage(
        text,
        { ...passage, quote: `the lamps went ${n} out for nine nights, or so it was ${n} told`.repeat(8) },
        effort,
      );
  });
  assert.ok(effort.left <= 0, "it was used up");
  assert.ok(cpuMs < 3_000, `${cpuMs} ms`);
});
