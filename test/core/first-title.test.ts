import assert from "node:assert/strict";
import { test } from "node:test";
import { firstTitle } from "../../src/core/first-title.ts";

const nothing = { title: null, url: null, text: null, fileNames: [] };

const rows: [what: string, given: Partial<Parameters<typeof firstTitle>[0]>, title: string][] = [
  ["the person's title wins", { title: "Mine", text: "Text", url: "https://a.example/x-y" }, "Mine"],
  ["the title is made one line", { title: " My\n title " }, "My title"],
  ["a title of nothing to read is passed over", { title: " \u200b --- ", text: "Text" }, "Text"],
  ["the first line of the text comes next", { text: "First\nSecond", fileNames: ["a.pdf"] }, "First"],
  ["empty lines are passed over", { text: "\n \n---\nFirst\n" }, "First"],
  ["a heading's marks are not part of it", { text: "## Bread\nFlour, water" }, "Bread"],
  ["a list's marks are not part of it", { text: "- flour\n- water" }, "flour"],
  ["a line that is only an address is passed over", { text: "https://a.example/\nRead this" }, "Read this"],
  ["an emoji alone is a title", { text: "\u{1f35e}" }, "\u{1f35e}"],
  ["the file's name comes next", { fileNames: ["bread.pdf", "b.pdf"], url: "https://a.example/x-y" }, "bread.pdf"],
  ["the words of the address come last", { url: "https://a.example/how-to-bake-bread" }, "How to bake bread"],
  ["an address in the text stands for a missing one", { text: "https://a.example/how-to-bake" }, "How to bake"],
  ["the ending of a page is not part of it", { url: "https://a.example/how-to-bake.html" }, "How to bake"],
  ["percent-encoded words are decoded", { url: "https://a.example/Gr%C3%B6%C3%9Fe_der_Erde" }, "Größe der Erde"],
  ["broken percent-encoding is no fault", { url: "https://a.example/100%-rye-bread" }, "100% rye bread"],
  ["an id after the words is left out", { url: "https://a.example/bake-bread-1f3a5b7c9d" }, "Bake bread"],
  ["an id before the words is left out", { url: "https://a.example/2381904-bake-bread" }, "Bake bread"],
  ["a part that is an id is passed over", { url: "https://a.example/bake-bread/12345678" }, "Bake bread"],
  ["a UUID is passed over", { url: "https://a.example/bread/01998f3c-5e00-7abc-8def-0123456789ab" }, "Bread"],
  ["words with a number are words", { url: "https://a.example/covid19" }, "Covid19"],
  ["a part that only says where is passed over", { url: "https://a.example/bake-bread/index.html" }, "Bake bread"],
  ["without words it is the host", { url: "https://www.a.example/p/123456?x=y" }, "a.example"],
  ["without a path it is the host", { url: "https://a.example:8443/" }, "a.example:8443"],
  ["Chinese words of an address are kept", { url: "https://a.example/面包/做法" }, "做法"],
  ["nothing at all is Untitled", {}, "Untitled"],
  ["a text of spaces is Untitled", { text: " \n\u200b " }, "Untitled"],
];

for (const [what, given, title] of rows) {
  test(`${what}`, () => assert.equal(firstTitle({ ...nothing, ...given }), title));
}

test("a title has at most 200 characters, whole ones", () => {
  assert.equal(firstTitle({ ...nothing, text: "a".repeat(1_000_000) }), "a".repeat(200));
  assert.equal(
    firstTitle({ ...nothing, title: "\u{1f469}\u200d\u{1f467}".repeat(300) }),
    "\u{1f469}\u200d\u{1f467}".repeat(200),
  );
  assert.ok(firstTitle({ ...nothing, url: `https://a.example/${"very-".repeat(200)}long` }).length <= 200);
});
