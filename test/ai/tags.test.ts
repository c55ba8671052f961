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
  const text = `Bijen wonen in de tuin van het gemeentehuis. In de kasten maken de bijen honing voor de scholen. Voor de buren wordt
    de honing verkocht op de markt, samen met kaarsen. Met bijen geeft de tuin meer fruit, want zonder bijen blijft het leeg.`;
  const { tags, language } = analyzeBuiltIn(anInput({ text }));
  assert.equal(language, "nl");
  assert.equal(tags[0], "bijen");
  for (const little of ["voor", "zonder", "samen", "wordt"]) assert.ok(!tags.includes(little), tags.join(", "));
});

const HIVES: readonly (readonly [language: string, text: string, tags: readonly string[], not: RegExp])[] = [
  [
    "fr",
    `Les abeilles vivent dans le jardin de la mairie. Dans les ruches, les abeilles font du miel pour l'école. L'abeille
    aime l'eau. L'eau du jardin est propre, et cette eau coule. La ruche donne quarante pots, et le miel est vendu au marché.`,
    ["abeilles", "miel", "eau"],
    /^(?:l'|les|dans|pour)/u,
  ],
  [
    "it",
    `Le api vivono nel giardino del municipio. Negli alveari le api producono il miele per la scuola. L'ape ama l'acqua, e
    l'acqua del giardino è pulita. L'alveare dà quaranta vasetti, e il miele si vende al mercato.`,
    ["api", "miele", "acqua"],
    /^(?:l'|le|negli|per)/u,
  ],
  [
    "pt",
    `As abelhas vivem no jardim da prefeitura. Nas colmeias, as abelhas fazem mel para a escola. A abelha gosta de água, e o
    mel do jardim é claro. A colmeia dá quarenta potes, e os potes são vendidos no mercado.`,
    ["abelhas", "mel", "jardim"],
    /^(?:as|nas|para|não)$/u,
  ],
];

for (const [language, text, wanted, little] of HIVES) {
  test(`the topics of a text in ${language} are its tags, in one number and without their articles`, () => {
    const { tags } = analyzeBuiltIn(anInput({ text, declaredLanguage: language }));
    for (const topic of wanted) assert.ok(tags.includes(topic), `${topic} in ${tags.join(", ")}`);
    for (const tag of tags) assert.doesNotMatch(tag, little);
    assert.equal(new Set(tags.map((tag) => tag.slice(0, 4))).size, tags.length, tags.join(", "));
  });
}

test("words joined by an article that leans on the next are shown as they are written", () => {
  const text =
    "Le chemin d'eau traverse le parc. Un chemin d'eau demande de l'ombre, et ce chemin d'eau en a. Le chemin d'eau reste ouvert.";
  const { tags } = analyzeBuiltIn(anInput({ text, declaredLanguage: "fr" }));
  assert.ok(tags.includes("chemin d'eau"), tags.join(", "));
});

test("numbers in words, and verbs with a pronoun that hangs on them, are no tags", () => {
  const french = "Vingt-deux barques attendent, dit-elle. Vingt-deux barques, dit-elle encore. Les barques attendent.";
  const portuguese = "A taxa fixa-se hoje. A taxa fixa-se amanhã. O porto espera, e fixa-se a taxa do porto.";
  assert.deepEqual(
    analyzeBuiltIn(anInput({ text: french, declaredLanguage: "fr" })).tags.filter((tag) => /vingt|elle/u.test(tag)),
    [],
  );
  assert.deepEqual(
    analyzeBuiltIn(anInput({ text: portuguese, declaredLanguage: "pt" })).tags.filter((tag) => tag.includes("fixa")),
    [],
  );
});

test("a word that only follows pronouns and `to` is a verb, and comes after a noun", () => {
  const text =
    "They juggle and we juggle. She likes to juggle with the lanterns. The lanterns hang on a rope, and the rope holds the lanterns.";
  const { tags } = analyzeBuiltIn(anInput({ text, declaredLanguage: "en" }));
  assert.equal(tags[0], "lanterns");
  assert.ok(!tags.slice(0, 2).includes("juggle"), tags.join(", "));
});

test("a text of some length is not tagged with what it says once, beyond the first three", () => {
  const text = [BEES, BEES, "A tuba played beside a xylophone and a bassoon."].join("\n");
  const { tags } = analyzeBuiltIn(anInput({ text, declaredLanguage: "en" }));
  for (const once of ["tuba", "xylophone", "bassoon"]) assert.ok(!tags.includes(once), tags.join(", "));
});

test("Chinese, which has no spaces, gets whole words as tags", () => {
  const text = "蜜蜂住在屋顶上。蜜蜂每年生产很多蜂蜜。蜂蜜在市场上出售。人们喜欢蜂蜜和蜜蜂。";
  const { tags, language, summary } = analyzeBuiltIn(anInput({ text }));
  assert.equal(language, "zh");
  assert.ok(tags.includes("蜜蜂") && tags.includes("蜂蜜"), tags.join(", "));
  assert.ok(summary.endsWith("。"));
});
