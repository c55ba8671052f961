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
  [
    "technology",
    {
      text: "Le serveur chiffre la base de données, et le navigateur reçoit une mise à jour du système de l’ordinateur.",
    },
  ],
  [
    "technology",
    { text: "Set `max_rows` in config.toml and run the import again with --dry-run; since 4.2.1 it prints the plan." },
  ],
  ["entertainment", { text: "Il film esce al cinema a maggio, e la regista ha vinto un premio per la sceneggiatura." }],
  ["entertainment", { text: "O filme estreia nos cinemas em maio, e a realizadora ganhou um prémio pelo roteiro." }],
  [
    "news",
    {
      text: "La police et les pompiers ont indiqué mardi que le maire et la préfecture ouvrent une enquête sur l’incendie.",
    },
  ],
  [
    "news",
    {
      text: "Il governo ha annunciato martedì che il parlamento voterà la riforma; i sindacati confermano lo sciopero.",
    },
  ],
  [
    "news",
    { text: "A polícia e os bombeiros informaram na terça-feira que o governo e a prefeitura abriram um inquérito." },
  ],
  ["news", { text: "Das Kreiskrankenhaus und das Verkehrsministerium teilten am Dienstag den Bundeshaushalt mit." }],
  ["social", { text: "Auguri @lin e grazie a tutti 🎉🎂 #festa" }],
  ["social", { text: "Parabéns @lin e obrigada a todos 🎉🎂 #festa" }],
  ["social", { text: "Bon anniversaire @lin et merci à tous 🎉🎂 #fête" }],
  ["other", { text: "Deux tasses de farine, un œuf et une pincée de sel font six crêpes." }],
  ["other", { text: "Due tazze di farina, un uovo e un pizzico di sale fanno sei frittelle." }],
  ["other", { text: "Duas xícaras de farinha, um ovo e uma pitada de sal fazem seis panquecas." }],
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
