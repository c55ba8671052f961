import assert from "node:assert/strict";
import { test } from "node:test";
import { analyzeBuiltIn } from "../../src/ai/built-in/analyze.ts";
import { anInput } from "./an-input.ts";

const CONTENTS: readonly (readonly [category: string, given: Parameters<typeof anInput>[0]])[] = [
  [
    "technology",
    {
      text: "The compiler now checks the types of every module before the server starts, and the database driver was rewritten in Rust.",
    },
  ],
  [
    "technology",
    { text: "Der Server verschlüsselt die Datenbank, und das Betriebssystem bekommt ein Update für den Browser." },
  ],
  ["entertainment", { text: "La película se estrena en cines en mayo, y la directora ganó un premio por el guion." }],
  ["entertainment", { text: "A calm evening.", url: "https://letterboxd.com/a-film" }],
  [
    "news",
    {
      text: "Die Polizei und die Feuerwehr teilten mit, dass die Regierung und der Bürgermeister am Dienstag das Parlament informieren.",
    },
  ],
  ["social", { text: "Happy birthday @lin and thanks everyone 🎉🎂 #party" }],
  ["social", { text: "A calm evening.", url: "https://www.reddit.com/r/calm" }],
  ["other", { text: "Two cups of flour, one egg and a pinch of salt make six pancakes." }],
  ["other", { text: "A page on fox.com and x.org", url: "https://notx.com.example/" }],
];

for (const [category, given] of CONTENTS) {
  test(`“${given.text}”${given.url ? ` at ${given.url}` : ""} is ${category}`, () => {
    assert.equal(analyzeBuiltIn(anInput(given)).category, category);
  });
}
