import assert from "node:assert/strict";
import { test } from "node:test";
import { analyzeBuiltIn } from "../../src/ai/built-in/analyze.ts";
import { MAX_ANALYSIS_TAGS, MAX_KEY_TOPICS } from "../../src/core/analysis.ts";
import { anInput, BEES } from "./an-input.ts";

test("the person's own words come first, as the person writes them, when the text has them", () => {
  const { tags } = analyzeBuiltIn(anInput({ text: BEES, vocabulary: ["Market", "hive", "cycling"] }));
  assert.deepEqual(tags.slice(0, 2), ["hive", "Market"]);
  assert.ok(!tags.includes("cycling"));
});

test("a person's word in another number is the same tag and is not given twice", () => {
  const { tags } = analyzeBuiltIn(anInput({ text: BEES, vocabulary: ["hive", "hives", "bee"] }));
  assert.deepEqual(
    tags.filter((tag) => /^hives?$/u.test(tag)),
    ["hive"],
  );
  assert.deepEqual(
    tags.filter((tag) => /^bees?$/u.test(tag)),
    ["bee"],
  );
});

test("a person's word that a long text has once, far down, is left out", () => {
  const text = [BEES, BEES, BEES, BEES, "A tuba played."].join("\n");
  assert.ok(!analyzeBuiltIn(anInput({ text, vocabulary: ["tuba"] })).tags.includes("tuba"));
});

test("the topics of a text are among its tags, and no more than the limits", () => {
  const { tags, keyTopics } = analyzeBuiltIn(anInput({ text: BEES }));
  for (const topic of ["hives", "honey", "bees"]) assert.ok(tags.includes(topic), topic);
  assert.ok(tags.length <= MAX_ANALYSIS_TAGS);
  assert.ok(keyTopics.length <= MAX_KEY_TOPICS);
});

test("words that belong together are one tag", () => {
  const text =
    "Rain barrels save water. Our rain barrel holds a lot. A rain barrel needs a lid and a rain barrel needs shade.";
  assert.ok(analyzeBuiltIn(anInput({ text })).tags.some((tag) => /^rain barrels?$/u.test(tag)));
});

test("a word said again and again is one word", () => {
  assert.deepEqual(analyzeBuiltIn(anInput({ text: "honey ".repeat(500), declaredLanguage: "en" })).tags, ["honey"]);
});

test("a hashtag is a keyword", () => {
  assert.ok(analyzeBuiltIn(anInput({ text: "What an evening by the sea! #lighthouse" })).tags.includes("lighthouse"));
});

test("acronyms and names keep their capitals and other words are small", () => {
  const text =
    "The NATO visited Osterby. Nobody in Osterby knew what the NATO wanted. Cakes were offered and cakes were eaten.";
  const { tags } = analyzeBuiltIn(anInput({ text, declaredLanguage: "en" }));
  for (const tag of ["NATO", "Osterby", "cakes"]) assert.ok(tags.includes(tag), `${tag} in ${tags.join(", ")}`);
});

test("addresses are never tags, wherever they come from", () => {
  const addresses = [
    "https://evil.example/pay",
    "www.evil.example",
    "evil.example/pay",
    "mallory@evil.example",
    "@mallory",
  ];
  const text = addresses.join(" and ").concat(". ").repeat(20) + BEES;
  const { tags, keyTopics } = analyzeBuiltIn(
    anInput({ text, keywords: addresses, vocabulary: addresses, title: addresses.join(" ") }),
  );
  for (const word of [...tags, ...keyTopics]) assert.doesNotMatch(word, /evil|mallory|example|www|:\/\/|@/u);
  assert.ok(tags.includes("honey"));
});

test("a language without lists gets long and frequent words as tags, and not its little ones", () => {
  const text = `Les abeilles vivent dans le jardin de la mairie. Dans les ruches, les abeilles font du miel pour les écoles. Pour
    les voisins, le miel est vendu au marché avec des bougies. Avec les abeilles, le jardin donne plus de fruits dans la ville.`;
  const { tags, language } = analyzeBuiltIn(anInput({ text }));
  assert.equal(language, "fr");
  assert.equal(tags[0], "abeilles");
  for (const little of ["dans", "pour", "avec", "plus"]) assert.ok(!tags.includes(little), tags.join(", "));
});

test("Chinese, which has no spaces, gets whole words as tags", () => {
  const text = "蜜蜂住在屋顶上。蜜蜂每年生产很多蜂蜜。蜂蜜在市场上出售。人们喜欢蜂蜜和蜜蜂。";
  const { tags, language, summary } = analyzeBuiltIn(anInput({ text }));
  assert.equal(language, "zh");
  assert.ok(tags.includes("蜜蜂") && tags.includes("蜂蜜"), tags.join(", "));
  assert.ok(summary.endsWith("。"));
});
