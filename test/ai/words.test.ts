import assert from "node:assert/strict";
import { test } from "node:test";
import { foldEnding, foldWord } from "../../src/ai/built-in/fold-words.ts";
import { KNOWN_LANGUAGES, wordsOf } from "../../src/ai/built-in/words/known-languages.ts";

const SAME: readonly (readonly [language: string, one: string, other: string])[] = [
  ["en", "berry", "berries"],
  ["de", "Häuser".toLowerCase(), "haus"],
  ["es", "luces", "luz"],
  ["fr", "journaux", "journal"],
  ["fr", "jeux", "jeu"],
  ["fr", "écoles", "école"],
  ["it", "banche", "banca"],
  ["it", "negozi", "negozio"],
  ["it", "amici", "amico"],
  ["pt", "estações", "estação"],
  ["pt", "jornais", "jornal"],
  ["pt", "viagens", "viagem"],
  ["pt", "luzes", "luz"],
];

for (const [language, one, other] of SAME) {
  test(`“${one}” and “${other}” are one word in ${language}`, () => {
    assert.equal(foldWord(one, language), foldWord(other, language));
  });
}

const ALIKE: readonly (readonly [language: string, one: string, other: string])[] = [
  ["fr", "heureuse", "heureux"],
  ["fr", "réussies", "réussi"],
  ["fr", "belles", "bel"],
  ["it", "bellissima", "bello"],
  ["pt", "lindíssimos", "linda"],
  ["es", "buenísimas", "bueno"],
];

for (const [language, one, other] of ALIKE) {
  test(`“${one}” feels like “${other}” in ${language}`, () => {
    assert.equal(foldEnding(one, language), foldEnding(other, language));
  });
}

for (const language of KNOWN_LANGUAGES) {
  test(`no word is both glad and sad in ${language}, whatever its ending`, () => {
    const words = wordsOf(language)!;
    const glad = new Set(words.positive.map((word) => foldEnding(word, language)));
    assert.deepEqual(
      words.negative.filter((word) => glad.has(foldEnding(word, language))),
      [],
    );
  });

  test(`every list of words in ${language} is in lower case`, () => {
    const words = wordsOf(language)!;
    const all = [
      ...words.stopWords,
      ...words.weakWords,
      ...words.positive,
      ...words.negative,
      ...words.everyday,
      ...Object.values(words.categories).flat(),
    ];
    assert.deepEqual(
      all.filter((word) => word !== word.toLowerCase()),
      [],
    );
  });
}
