import assert from "node:assert/strict";
import { test } from "node:test";
import { tellLanguage } from "../../src/ai/built-in/language.ts";

const GERMAN = `Der alte Leuchtturm steht seit hundert Jahren auf der Klippe und wird im Herbst neu gestrichen. Die Gemeinde sucht
dafür noch Freiwillige, die keine Angst vor der Höhe haben und an zwei Wochenenden Zeit mitbringen.`;

test("a page that declares the wrong language does not get its way", () => {
  assert.equal(tellLanguage(GERMAN, "en-US"), "de");
});

test("a declared language holds for a text too short to contradict it", () => {
  assert.equal(tellLanguage("Gute Nacht", "nl"), "nl");
});

test("a close relative that the page declares is believed", () => {
  assert.equal(tellLanguage(GERMAN, "de-AT"), "de");
});

test("one word without a declaration has no language", () => {
  assert.equal(tellLanguage("ok", null), null);
  assert.equal(tellLanguage("", null), null);
});

test("a declaration that is no language tag declares nothing", () => {
  assert.equal(tellLanguage("ok", "!!"), null);
  assert.equal(tellLanguage(GERMAN, "x".repeat(10_000)), "de");
});

test("Japanese is told in a few letters", () => {
  assert.equal(tellLanguage("東京の天気は今日も晴れです", null), "ja");
});

const SHORT: readonly (readonly [language: string, text: string])[] = [
  ["fr", "penser à rappeler le garage pour la clé"],
  ["it", "ricordarsi di chiamare il fabbro per la chiave"],
  ["pt", "não esquecer de ligar para o chaveiro"],
  ["es", "llamar mañana al cerrajero para la llave"],
  ["de", "morgen bei der Schlosserei wegen dem Schlüssel anrufen"],
  ["en", "call the locksmith about the key for the shed"],
];

for (const [language, text] of SHORT) {
  test(`“${text}” is ${language}`, () => {
    assert.equal(tellLanguage(text, null), language);
  });
}

test("English with a strange name in it is no Vietnamese, however sure the letters are", () => {
  const text =
    "The ferry to the island of Rossmar sails from a new quay. Carpenters drove seven oak posts into the harbour floor, and the harbour master says that the quay will outlive them all.";
  assert.equal(tellLanguage(text, null), "en");
});

const NEIGHBOURS: readonly (readonly [language: string, text: string])[] = [
  ["sv", "Den gamla fyren har stått på klippan i hundra år och ska målas om till hösten av de frivilliga i byn."],
  ["da", "Det gamle fyr har stået på klinten i hundrede år og skal males igen til efteråret af landsbyens frivillige."],
  ["ro", "Farul cel vechi stă de o sută de ani pe stâncă și va fi vopsit din nou la toamnă de voluntarii din sat."],
];

for (const [language, text] of NEIGHBOURS) {
  test(`a neighbour, ${language}, is not taken for a language with lists`, () => {
    assert.equal(tellLanguage(text, null), language);
  });
}

test("a neighbour of a language with lists is not taken for it", () => {
  const dutch = "De oude vuurtoren staat al honderd jaar op de klif en wordt in het najaar opnieuw geverfd.";
  assert.equal(tellLanguage(dutch, null), "nl");
});
