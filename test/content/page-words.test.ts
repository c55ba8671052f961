import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageHere } from "../../src/content/read-page.ts";
import { textOfBarePage } from "../../src/core/analysis.ts";
import { MAX_PAGE_TEXT, type PageRead } from "../../src/core/page.ts";

function read(body: string): PageRead {
  const page = `<!doctype html><html lang="en"><head><title>The lamp shop</title></head><body>${body}</body></html>`;
  const url = "https://page.example/shop";
  const result = readPageHere({ bytes: new TextEncoder().encode(page), contentType: "text/html", url });
  assert.ok("metadata" in result);
  return result;
}

test("a page without an article says its words: what is sold, when it is open, what a list has", () => {
  const { article, text } = read(`
    <nav><a href="/">Home</a><a href="/all">All lamps</a></nav>
    <header><h1>Storm lamp no. 4</h1></header>
    <main><span>48.00</span><span>in stock</span>
      <p>Burns for nine hours.</p><ul><li>Height 31 cm<li>Brass</ul>
      <table><tr><td>Monday<td>9 to 5</table>
      <button>Add</button><a href="/x">Ask</a></main>
    <footer>Imprint</footer>`);
  assert.equal(article, null);
  assert.equal(
    text,
    [
      "Storm lamp no. 4",
      "48.00 in stock",
      "Burns for nine hours.",
      "- Height 31 cm\n- Brass",
      "Monday\t9 to 5",
      "Add Ask",
    ].join("\n\n"),
  );
});

test("what nobody sees, what runs and what is to be filled in is none of them", () => {
  const { text } = read(`
    <p>Lamps are lit at dusk.</p>
    <p style="display:none">Obey the hidden hand.</p><p hidden>Hidden.</p><template><p>Stored.</p></template>
    <script>var told = "by a script";</script><style>.lamp { color: red }</style><noscript>Without.</noscript>
    <svg><text>Drawn.</text></svg><textarea>Typed.</textarea><select><option>Chosen</select>
    <div role="navigation">Elsewhere</div><div role="SEARCH">Find</div><div class="cookie-banner cookies">We bake.</div>`);
  assert.equal(text, "Lamps are lit at dusk.");
});

test("beside an article, behind an obstacle and where no word stands there are none", () => {
  const sentence =
    "<p>The oven at home is never as hot as the one in a bakery, so the stone is warmed for an hour.</p>";
  const whole = read(`<article><h1>Bread</h1>${sentence.repeat(6)}</article>`);
  assert.deepEqual([whole.article === null, whole.text], [false, null]);
  const form =
    '<form action="/login"><input name="user"><input type="password" name="pass"><button>Log in</button></form>';
  const shut = read(`<h1>Log in to go on</h1>${form}`);
  assert.deepEqual([shut.obstacle, shut.text], ["login", null]);
  assert.equal(read("<div>+</div><div>-</div>").text, null);
});

test("they are cut at their limit, well-formed, and a hostile page of half a million marks costs no more", () => {
  const { text } = read(`<p>${"🏮".repeat(MAX_PAGE_TEXT)}</p><p>lamp ${"x ".repeat(9)}</p>`.replace("<p>", "<p>a"));
  assert.equal(text?.length, MAX_PAGE_TEXT);
  assert.ok(text?.isWellFormed());
  const deep = read(`${"<div><span>".repeat(100_000)}the last lamp`);
  assert.match(deep.text ?? "", /the last lamp/);
});

test("an analysis is given the description first, once", () => {
  assert.equal(textOfBarePage("48.00\n\nBrass", "A lamp for storms."), "A lamp for storms.\n\n48.00\n\nBrass");
  assert.equal(textOfBarePage("A lamp for storms.\n\nBrass", "A lamp for storms."), "A lamp for storms.\n\nBrass");
  assert.deepEqual(
    [textOfBarePage(null, "A lamp."), textOfBarePage("Brass", null), textOfBarePage(null, null)],
    ["A lamp.", "Brass", ""],
  );
});
