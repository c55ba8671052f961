import assert from "node:assert/strict";
import { test } from "node:test";
import { findTheLink } from "../../src/core/link-in-text.ts";

const LINK = "https://a.example/x";

const rows: [what: string, text: string, url: string | null][] = [
  ["a link alone", LINK, LINK],
  ["a link between spaces and newlines", `\n  ${LINK} \n`, LINK],
  ["http is a link too", "http://a.example/", "http://a.example/"],
  ["capital letters in the scheme", "HTTPS://a.example/x", "HTTPS://a.example/x"],
  ["a link at the start", `${LINK} look at this`, LINK],
  ["a link at the end", `Look at this: ${LINK}`, LINK],
  ["a link at the end of the last line", `Bread\nfrom Ada ${LINK}`, LINK],
  ["a link alone on its line in the middle", `Bread\n${LINK}\nfrom Ada`, LINK],
  ["a link alone on its line with CRLF", `Bread\r\n${LINK}\r\nfrom Ada`, LINK],
  ["a link in the middle of a sentence", `Look at ${LINK} today`, null],
  ["a link in the middle of a line in the middle", `One\ntwo ${LINK} three\nfour`, null],
  ["two links", `${LINK}\nhttps://b.example/`, null],
  ["one link twice", `${LINK} ${LINK}`, null],
  ["no link", "Just a note", null],
  ["nothing", "", null],
  ["an address without a scheme", "www.a.example/x", null],
  ["a full stop after it", `Look at ${LINK}.`, LINK],
  ["an exclamation after it", `Look at ${LINK}!!`, LINK],
  ["a comma after it at the start", `${LINK}, by Ada`, LINK],
  ["parentheses around it", `Bread (${LINK})`, LINK],
  ["parentheses within it", "https://a.example/Rye_(bread)", "https://a.example/Rye_(bread)"],
  ["parentheses within and around it", "(https://a.example/Rye_(bread))", "https://a.example/Rye_(bread)"],
  ["angle brackets around it", `<${LINK}>`, LINK],
  ["quotes around it", `Ada says "${LINK}"`, LINK],
  ["Markdown's link at the end", `[Bread](${LINK})`, LINK],
  ["a dash before it", `- ${LINK}\nBread`, LINK],
  ["Chinese words right before it", `看看这个${LINK}`, LINK],
  ["Chinese punctuation right after it", `${LINK}，很好。`, LINK],
  ["an ellipsis after it", `Look: ${LINK}…`, LINK],
  ["a query and a fragment", "Bread https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"],
  ["a slash at the end stays", "https://a.example/x/", "https://a.example/x/"],
  ["300 other characters", `${"a".repeat(300)} ${LINK}`, LINK],
  ["301 other characters", `${"a".repeat(301)} ${LINK}`, null],
  ["300 emoji are 300 characters", `${"\u{1f35e}".repeat(300)} ${LINK}`, LINK],
  ["a link glued to a word is none", `see${LINK}`, null],
  ["a scheme alone is none", "https://", null],
  ["an address that is none", "https://a b", "https://a"],
  ["a host of dots", "https://...", null],
  ["another scheme is none", "ftp://a.example/x", null],
  ["a script is none", "javascript:alert(1)", null],
  ["a link of 8,001 characters", `https://a.example/${"x".repeat(7_983)}`, null],
  ["a text of a million characters", `${"word ".repeat(200_000)}${LINK}`, null],
  ["250 closing brackets after it", `${LINK}${")".repeat(250)}`, LINK],
];

for (const [what, text, url] of rows) {
  test(`${what} ${url === null ? "is a note" : "is the link"}`, () => {
    assert.deepEqual(findTheLink(text), url === null ? null : { url });
  });
}
