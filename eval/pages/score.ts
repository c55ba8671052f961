import { domOf } from "../../src/content/page-dom.ts";
import type { Article, PageMetadata } from "../../src/core/page.ts";
import type { PageFixture } from "./fixtures.ts";

/** One judgement of one case. */
export interface Verdict {
  readonly figure: string;
  /** 1 is right, 0 wrong; an overlap may lie between. */
  readonly value: number;
  /** What went wrong, for `--details`. */
  readonly why: string;
}

/** Han, kana, Thai and the like are written without spaces: there each character counts as a word. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;

/** Precision counts answers given, recall answers that should have been given. */
export function scoreMetadata(fixture: PageFixture, found: PageMetadata): Verdict[] {
  return Object.entries(fixture.expected.metadata).flatMap(([field, expected]) => {
    const given = found[field as keyof PageMetadata];
    const isGiven = given !== null && !(Array.isArray(given) && given.length === 0);
    const isRight = JSON.stringify(given) === JSON.stringify(expected);
    const why = `${JSON.stringify(given)} for ${JSON.stringify(expected)}`;
    return [
      ...(isGiven ? [{ figure: `${field} precision`, value: isRight ? 1 : 0, why }] : []),
      ...(expected === null ? [] : [{ figure: `${field} recall`, value: isRight ? 1 : 0, why }]),
    ];
  });
}

/** Is there an article where there is one, does it say what it must and nothing else, what of its structure is left. */
export function scoreArticle({ expected, articleText }: PageFixture, article: Article | null): Verdict[] {
  const text = article === null ? "" : folded(article.text);
  const verdicts: Verdict[] = [];
  const judge = (figure: string, value: number, why: string) => verdicts.push({ figure, value, why });
  if (expected.article !== undefined) {
    const right = (article !== null) === expected.article;
    judge(expected.article ? "articles found" : "no article where there is none", right ? 1 : 0, "");
  }
  if (articleText !== null && expected.article === true) judge("article overlap", overlap(articleText, text), "");
  for (const sentence of expected.with ?? [])
    judge("sentences kept", text.includes(folded(sentence)) ? 1 : 0, `without “${sentence}”`);
  for (const sentence of expected.without ?? [])
    judge("sentences kept out", text.includes(folded(sentence)) ? 0 : 1, `with “${sentence}”`);
  const body = domOf(`<!doctype html><html><head></head><body>${article?.html ?? ""}</body></html>`).body;
  for (const [kind, proof] of expected.keeps ?? []) {
    const kept = proof.startsWith("text:")
      ? (body.textContent ?? "").includes(proof.slice(5))
      : body.querySelector(proof) !== null;
    judge(`${kind} kept`, kept ? 1 : 0, `without ${proof}`);
  }
  if (expected.images !== undefined) {
    const found = article?.imageUrls ?? [];
    for (const image of expected.images) judge("pictures kept", found.includes(image) ? 1 : 0, `without ${image}`);
    for (const image of found)
      judge("pictures precision", expected.images.includes(image) ? 1 : 0, `${image} is none of the article's`);
  }
  return verdicts;
}

/** Harmonic mean of the share of words that belong, and of those that are there. */
export function overlap(expected: string, found: string): number {
  const wanted = counted(expected);
  const got = counted(found);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const shared = [...wanted].reduce((sum, [word, count]) => sum + Math.min(count, got.get(word) ?? 0), 0);
  return shared === 0 ? 0 : (2 * shared) / (total(wanted) + total(got));
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of folded(text).matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}
