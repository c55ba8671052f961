import assert from "node:assert/strict";
import { test } from "node:test";
import { splitSentences } from "../../src/ai/built-in/sentences.ts";

function textsOf(text: string, language: string | null): string[] {
  return splitSentences(text, language).map((sentence) => sentence.text);
}

const UNBROKEN: readonly { readonly language: string; readonly text: string; readonly sentences: readonly string[] }[] =
  [
    { language: "en", text: "We met Dr. Alma Reet. She smiled.", sentences: ["We met Dr. Alma Reet.", "She smiled."] },
    { language: "en", text: "J. Orlo wrote it. We read it.", sentences: ["J. Orlo wrote it.", "We read it."] },
    { language: "en", text: "It holds 3.5 litres. Good.", sentences: ["It holds 3.5 litres.", "Good."] },
    {
      language: "en",
      text: "Use SELECT ... FOR UPDATE here. Then stop.",
      sentences: ["Use SELECT ... FOR UPDATE here.", "Then stop."],
    },
    {
      language: "de",
      text: "Am 3. Mai kam z. B. Frau Reet. Es regnete.",
      sentences: ["Am 3. Mai kam z. B. Frau Reet.", "Es regnete."],
    },
    { language: "es", text: "Vino la Sra. Lumbre. Llovía.", sentences: ["Vino la Sra. Lumbre.", "Llovía."] },
    {
      language: "fr",
      text: "M. Lumen et Mme Reet sont venus. Il pleuvait.",
      sentences: ["M. Lumen et Mme Reet sont venus.", "Il pleuvait."],
    },
    {
      language: "fr",
      text: "« Entrez ! » dit le gardien. « Fermez la porte. » Puis il partit.",
      sentences: ["« Entrez ! » dit le gardien.", "« Fermez la porte. »", "Puis il partit."],
    },
    {
      language: "it",
      text: "È venuto il sig. Lume con la dott.ssa Reet. Pioveva.",
      sentences: ["È venuto il sig. Lume con la dott.ssa Reet.", "Pioveva."],
    },
    {
      language: "pt",
      text: "Veio o Sr. Lume com a Dra. Reet. Chovia.",
      sentences: ["Veio o Sr. Lume com a Dra. Reet.", "Chovia."],
    },
    { language: "zh", text: "今天下雨。我们在家。", sentences: ["今天下雨。", "我们在家。"] },
    { language: "en", text: "We won! 🎉 Come and see.", sentences: ["We won! 🎉", "Come and see."] },
  ];

for (const { language, text, sentences } of UNBROKEN) {
  test(`“${text}” has ${sentences.length} sentences`, () => {
    assert.deepEqual(textsOf(text, language), sentences);
  });
}

test("a line broken by a mail program does not end its sentence", () => {
  const text = "The keeper of the lighthouse counted every single ship that\npassed in the night. Then she slept.";
  assert.equal(
    textsOf(text, "en")[0],
    "The keeper of the lighthouse counted every single ship that passed in the night.",
  );
});

test("cookie banners and menus are no sentences of the text", () => {
  const text =
    "Home | Garden | Shop\nWe use cookies to improve your visit.\nA pond needs shade in summer.\nAlle Rechte vorbehalten.";
  assert.deepEqual(textsOf(text, "en"), ["A pond needs shade in summer."]);
});

test("a sentence about logging in or an advertisement is no furniture", () => {
  const text =
    "Since the storm nobody on the island could log in to the harbour's booking page, and the ferry left half empty.\nLog in";
  assert.deepEqual(textsOf(text, "en").length, 1);
  assert.deepEqual(textsOf("Die Tagblätter melden Regen.", "de"), ["Die Tagblätter melden Regen."]);
});

test("a text that is nothing but furniture is what there is", () => {
  assert.deepEqual(textsOf("Anzeige", "de"), ["Anzeige"]);
});

test("a heading is not prose and a sentence is", () => {
  const [heading, sentence] = splitSentences("Things you need\nYou need a rope and a bucket.", "en");
  assert.equal(heading?.isProse, false);
  assert.equal(sentence?.isProse, true);
});
