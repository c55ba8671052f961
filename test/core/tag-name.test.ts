import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanTag, foldTag, matchVocabulary, pluralForms, tagForms, tagKey } from "../../src/core/tag-name.ts";

const tags: [given: string, clean: string | null][] = [
  ["bread", "bread"],
  ["#bread", "bread"],
  ["##  bread", "bread"],
  ["＃bread", "bread"],
  ["  sour   dough ", "sour dough"],
  ["sour\n\tdough", "sour dough"],
  ["c#", "c#"],
  ["C++", "C++"],
  ["日本語", "日本語"],
  ["\u{1f35e}", "\u{1f35e}"],
  ["a\u200bb", "ab"],
  ["cafe\u0301", "café"],
  ["bread, butter", null],
  [",", null],
  ["#", null],
  ["", null],
  ["  ", null],
  ["\u200b\u202e", null],
  ["x".repeat(64), "x".repeat(64)],
  ["x".repeat(65), null],
  ["\u{1f469}\u200d\u{1f373}".repeat(64), "\u{1f469}\u200d\u{1f373}".repeat(64)],
  ["é".repeat(65), null],
  ["x".repeat(10_000), null],
];

for (const [given, clean] of tags) {
  test(`the tag ${JSON.stringify(given.slice(0, 30))} is kept as ${JSON.stringify(clean?.slice(0, 30) ?? null)}`, () => {
    assert.equal(cleanTag(given), clean);
  });
}

const same: [one: string, other: string][] = [
  ["Bread", "bread"],
  ["café", "CAFE\u0301"],
  ["Größe", "GROESSE".replace("OE", "O")],
  ["ﬁsh", "fish"],
  ["Ａ１", "a1"],
  ["İstanbul", "istanbul"],
  ["Ёлка", "елка"],
  ["ΟΔΟΣ", "οδος"],
  ["ｶﾞ", "ガ"],
  ["sour  dough", "sour dough"],
];

for (const [one, other] of same) {
  test(`${one} and ${other} are one tag`, () => assert.equal(foldTag(one), foldTag(other)));
}

const different: [one: string, other: string][] = [
  ["c", "c++"],
  ["c#", "c"],
  ["か", "が"],
  ["и", "й"],
  ["sour dough", "sourdough"],
  ["हिन्दी", "हन्द"],
  ["\u{1f35e}", "\u{1f950}"],
];

for (const [one, other] of different) {
  test(`${one} and ${other} are two tags`, () => assert.notEqual(foldTag(one), foldTag(other)));
}

const oneWord: [one: string, other: string][] = [
  ["machine-learning", "Machine Learning"],
  ["machine_learning", "machinelearning"],
  ["machine-learning models", "machinelearning-model"],
  ["lamps", "Lamp"],
  ["libraries", "library"],
  ["boxes", "box"],
  ["churches", "church"],
  ["knives", "knife"],
  ["shelves", "shelf"],
  ["analyses", "analysis"],
  ["children", "child"],
  ["women writers", "woman writer"],
  ["Katzen", "Katze"],
  ["Zeitungen", "Zeitung"],
  ["Häuser", "Haus"],
  ["Rezepte", "Rezept"],
  ["Bäume", "Baum"],
  ["Lehrerinnen", "Lehrerin"],
  ["recettes faciles", "recette facile"],
  ["journaux", "journal"],
  ["bateaux", "bateau"],
  ["jeux", "jeu"],
  ["canciones", "canción"],
  ["ciudades", "ciudad"],
  ["luces", "luz"],
  ["gatti", "gatto"],
  ["fiori", "fiore"],
  ["pizze", "pizza"],
  ["biblioteche", "biblioteca"],
  ["ações", "ação"],
  ["imagens", "imagem"],
  ["animais", "animal"],
];

for (const [one, other] of oneWord) {
  test(`an AI's ${one} is a person's ${other}, and the other way round`, () => {
    assert.equal(matchVocabulary(one, ["x", other]), other);
    assert.equal(matchVocabulary(other, ["x", one]), one);
  });
  test(`all keys by which ${one} and ${other} are looked up for each other are told`, () => {
    const keys = (name: string) => [...tagForms(name), ...pluralForms(name)];
    assert.ok(keys(one).includes(tagKey(foldTag(other))));
    assert.ok(keys(other).includes(tagKey(foldTag(one))));
  });
}

const twoWords: [one: string, other: string][] = [
  ["news", "new"],
  ["windows", "window"],
  ["data", "date"],
  ["note", "nota"],
  ["notes", "not"],
  ["planes", "plan"],
  ["poster", "post"],
  ["master", "mast"],
  ["glass", "glas"],
  ["virus", "viru"],
  ["analysis", "analysi"],
  ["taxi", "taxes"],
  ["linen", "line"],
  ["token", "toke"],
  ["ios", "io"],
  ["css", "cs"],
  ["chili", "Chile"],
  ["scale", "scala"],
  ["canvas", "canva"],
  ["c", "c++"],
  ["-", "_"],
  ["1990s", "1990"],
];

for (const [one, other] of twoWords) {
  test(`${one} and ${other} are not taken for each other`, () => {
    assert.equal(matchVocabulary(one, [other]), null);
    assert.equal(matchVocabulary(other, [one]), null);
  });
}

test("of a vocabulary the exact word is taken before another form of it, however late it stands", () => {
  assert.equal(matchVocabulary("LAMPS", ["lamp", "lamps"]), "lamps");
  assert.equal(matchVocabulary("lamps", ["lamp", "Lampe"]), "lamp");
  assert.equal(matchVocabulary("lamps", []), null);
});

test("the forms of a tag begin with its own key, and are few however many words it has", () => {
  assert.deepEqual(tagForms("Web-Apps"), ["webapps", "webapp"]);
  assert.deepEqual(tagForms("-"), ["-"]);
  for (const name of ["ses ".repeat(16), "aux ".repeat(4), "s".repeat(64), "innen-chi-boxes-libraries"]) {
    const forms = tagForms(name);
    assert.equal(forms[0], tagKey(foldTag(name)));
    assert.ok(forms.length <= 25, `${forms.length}`);
  }
});
