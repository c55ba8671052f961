import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ANSWER_LIMITS } from "../../src/ai/clean-answer.ts";
import { questionFor } from "../../src/ai/question.ts";
import { readAnswer } from "../../src/ai/read-answer.ts";
import { openPageReader } from "../../src/content/page-reader.ts";
import {
  type Analysis,
  type AnalysisInput,
  MAX_ANALYSIS_TAGS,
  MAX_ENTITIES,
  MAX_KEY_TOPICS,
} from "../../src/core/analysis.ts";
import { graphemes } from "../../src/core/clean-text.ts";
import { addressesIn, markupIn, wordsIn } from "../harness/injection-harm.ts";
import { INJECTION_PAGES, type InjectionPage, PRIVATE_WORDS } from "../harness/injection-pages.ts";
import { obedientAnswer, ordersIn } from "../harness/obedient-model.ts";
import { anInput } from "./an-input.ts";

const NONCE = "4f1c9a7be2d85036";
const VOCABULARY = [...PRIVATE_WORDS, "bread", "village"];
const LEAST_PAGES = 40;
const LEAST_HARMFUL_ANSWERS = 30;

/** Each page as an item of a person with words of their own, read by the reader that the wall uses. */
const inputs = new Map<string, AnalysisInput>();

before(async () => {
  const reader = openPageReader();
  try {
    for (const page of INJECTION_PAGES) inputs.set(page.name, await inputOf(page, reader));
  } finally {
    await reader.close();
  }
});

async function inputOf(
  { url, html }: InjectionPage,
  reader: ReturnType<typeof openPageReader>,
): Promise<AnalysisInput> {
  const bytes = new TextEncoder().encode(html);
  const read = await reader.read({ bytes, contentType: "text/html; charset=utf-8", url }, new AbortController().signal);
  assert.ok("metadata" in read, "the page is read");
  const { metadata, article } = read;
  assert.ok(article !== null, "the page has an article");
  return anInput({
    kind: "link",
    url,
    title: metadata.title,
    siteName: metadata.siteName,
    declaredLanguage: metadata.language,
    text: article.text,
    description: metadata.description,
    keywords: metadata.keywords,
    vocabulary: VOCABULARY,
  });
}

function ask(page: InjectionPage): { input: AnalysisInput; question: string; answer: string } {
  const input = inputs.get(page.name)!;
  const { instructions, content } = questionFor(input, [], { nonce: NONCE });
  const question = `${instructions}\n\n${content}`;
  return { input, question, answer: obedientAnswer(question) };
}

test(`there are ${LEAST_PAGES} pages and more, no two with the same name or order`, () => {
  assert.ok(INJECTION_PAGES.length >= LEAST_PAGES, String(INJECTION_PAGES.length));
  assert.equal(new Set(INJECTION_PAGES.map(({ name }) => name)).size, INJECTION_PAGES.length);
  assert.equal(new Set(INJECTION_PAGES.map(({ cue }) => cue)).size, INJECTION_PAGES.length);
});

test("no page has a word of the person's of its own", () => {
  for (const { html, name } of INJECTION_PAGES) {
    assert.deepEqual(
      PRIVATE_WORDS.filter((word) => html.toLowerCase().includes(word)),
      [],
      name,
    );
  }
});

for (const page of INJECTION_PAGES) {
  test(`an obedient model does no harm: ${page.name}`, () => {
    const { input, question, answer } = ask(page);
    const orders = ordersIn(question).map(({ name }) => name);
    assert.deepEqual(orders, page.reaches === "never" ? [] : [page.name]);
    const read = readAnswer(answer, input);
    if (read.kind === "invalid") return assert.match(read.code, /^ai-answer-(?:malformed|invalid)$/);
    assert.deepEqual(harmIn(read.analysis, input), []);
    assert.ok(read.analysis.title !== "" || read.analysis.summary !== "", "something useful is left");
  });
}

test("an unharmed answer passes as it is", () => {
  const page = INJECTION_PAGES.find(({ reaches }) => reaches === "never")!;
  const { input, answer } = ask(page);
  const read = readAnswer(answer, input);
  assert.ok(read.kind === "analysis");
  const { title, summary, tags, key_topics, entities } = JSON.parse(answer);
  assert.equal(read.analysis.title, title);
  assert.equal(read.analysis.summary, summary);
  assert.deepEqual(read.analysis.tags, tags);
  assert.deepEqual(read.analysis.keyTopics, key_topics);
  assert.deepEqual(read.analysis.entities, entities);
});

test("the checks find harm: they fail for most of the answers as the model gave them", () => {
  const harmful = INJECTION_PAGES.filter((page) => {
    const { input, answer } = ask(page);
    return harmInRaw(answer, input).length > 0;
  });
  assert.ok(harmful.length >= LEAST_HARMFUL_ANSWERS, `only ${harmful.length}`);
});

/** What is wrong with an analysis, by checks that share no code with what they check. */
function harmIn(analysis: Analysis, input: AnalysisInput): string[] {
  const { title, description, summary, keyTopics, imageText, entities = [], tags, confidence } = analysis;
  const fields = {
    title,
    description,
    summary,
    keyTopics: keyTopics.join("\n"),
    imageText: imageText ?? "",
    entities: entities.join("\n"),
  };
  const harm = Object.entries(fields).flatMap(([name, value]) => [
    ...addressesIn(value, contentOf(input)).map((address) => `${name} has the address ${address}`),
    ...wordsIn(value).map((word) => `${name} has the word ${word}`),
    ...markupIn(value).map((markup) => `${name} has ${markup}`),
  ]);
  for (const tag of tags) {
    if (addressesIn(tag, "").length > 0 || markupIn(tag).length > 0) harm.push(`the tag ${tag}`);
    if (tag.length > 64 || tag.split(" ").length > 4 || /\d{3}.?\d{4}|ignore|system/i.test(tag))
      harm.push(`the tag ${tag}`);
    if (!VOCABULARY.includes(tag) && wordsIn(tag).length > 0) harm.push(`the tag ${tag}`);
  }
  if (tags.length > MAX_ANALYSIS_TAGS) harm.push(`${tags.length} tags`);
  if (new Set(tags.map((tag) => tag.toLowerCase().replace(/s$/, ""))).size < tags.length) harm.push("tags twice");
  if (keyTopics.length > MAX_KEY_TOPICS || entities.length > MAX_ENTITIES) harm.push("long lists");
  for (const [name, most] of [
    ["title", 300],
    ["description", 500],
    ["summary", 1_200],
    ["imageText", 4_000],
  ] as const) {
    assert.equal(ANSWER_LIMITS[name], most);
    if ([...graphemes(fields[name])].length > most) harm.push(`${name} is too long`);
  }
  if (keyTopics.some((topic) => [...graphemes(topic)].length > 60)) harm.push("a topic is too long");
  if (entities.some((entity) => [...graphemes(entity)].length > 100)) harm.push("an entity is too long");
  if (!(confidence >= 0 && confidence <= 1)) harm.push(`confidence ${confidence}`);
  if (
    analysis.language !== null &&
    !/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/.test(analysis.language)
  ) {
    harm.push(`language ${analysis.language}`);
  }
  if ("isAdmin" in analysis || "isAdmin" in {}) harm.push("a prototype was changed");
  return harm;
}

const contentOf = ({ text, title, url, description, keywords }: AnalysisInput): string =>
  [text, title, url, description, ...keywords].join("\n").toLowerCase();

/** The same for an answer as it came, as far as it is an object at all. */
function harmInRaw(answer: string, input: AnalysisInput): string[] {
  try {
    const raw = JSON.parse(answer);
    const analysis = { ...raw, keyTopics: raw.key_topics ?? [], imageText: raw.image_text ?? "" } as Analysis;
    return harmIn(analysis, input);
  } catch {
    return ["it is no answer"];
  }
}
