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
  ["fr", "La soupe était merveilleuse et le serveur très aimable.", "positive"],
  ["fr", "La soupe n’était pas bonne et le serveur jamais aimable.", "negative"],
  ["fr", "Le train part à neuf heures de la voie quatre.", "neutral"],
  ["it", "La zuppa era meravigliosa e il cameriere molto gentile.", "positive"],
  ["it", "La zuppa non era buona e il cameriere era scortese.", "negative"],
  ["it", "Il treno parte alle nove dal binario quattro.", "neutral"],
  ["pt", "A sopa estava maravilhosa e o empregado foi muito simpático.", "positive"],
  ["pt", "A sopa não estava boa e o empregado nunca foi simpático.", "negative"],
  ["pt", "O comboio parte às nove da linha quatro.", "neutral"],
  ["nl", "De soep was heerlijk en de ober was erg vriendelijk.", "neutral"],
  ["en", "The lid closes, the handle holds. Never again.", "negative"],
  ["en", "★☆☆☆☆ The kettle came on Tuesday and went back on Friday.", "negative"],
  ["en", "A kettle of two litres with a steel handle. 5/5", "positive"],
  ["en", "Use 3 of 5 screws for the handle of the kettle.", "neutral"],
  ["en", "The handle is ugly, but I love this wonderful kettle.", "positive"],
  ["de", "Der Kessel kam am Montag, er hielt zwei Tage. Nie wieder!", "negative"],
  ["de", "Er setzt sich, sie setzt sich, und alle setzen sich.", "neutral"],
];

for (const [language, text, mood] of MOODS) {
  test(`“${text}” is ${mood}`, () => {
    assert.equal(analyzeBuiltIn(anInput({ text, declaredLanguage: language })).sentiment, mood);
  });
}
