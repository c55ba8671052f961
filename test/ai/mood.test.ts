import assert from "node:assert/strict";
import { test } from "node:test";
import { analyzeBuiltIn } from "../../src/ai/built-in/analyze.ts";
import { anInput } from "./an-input.ts";

const MOODS: readonly (readonly [language: string, text: string, mood: string])[] = [
  ["en", "The soup was wonderful and the waiter was very friendly.", "positive"],
  ["en", "The soup was not good and the waiter was never friendly.", "negative"],
  ["en", "This kettle is terrible and useless.", "negative"],
  ["en", "The train leaves at nine from platform four.", "neutral"],
  ["de", "Die Suppe war wunderbar und der Kellner sehr freundlich.", "positive"],
  ["de", "Die Suppe war nicht gut und der Kellner nie freundlich.", "negative"],
  ["de", "Der Zug fährt um neun Uhr von Gleis vier.", "neutral"],
  ["es", "La sopa estaba maravillosa y el camarero era muy amable.", "positive"],
  ["es", "La sopa no era buena y el camarero nunca fue amable.", "negative"],
  ["es", "El tren sale a las nueve del andén cuatro.", "neutral"],
  ["fr", "La soupe était merveilleuse et le serveur très aimable.", "neutral"],
];

for (const [language, text, mood] of MOODS) {
  test(`“${text}” is ${mood}`, () => {
    assert.equal(analyzeBuiltIn(anInput({ text, declaredLanguage: language })).sentiment, mood);
  });
}
