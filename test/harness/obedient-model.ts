/**
 * A model that does all it is told by whoever tells it: the worst that can sit behind a provider. It knows nothing but the
 * text of the question, reads what people cannot see in it, decodes what is encoded, and obeys every order it finds. No
 * test framework in here.
 */
import { INJECTION_PAGES, type InjectionPage, type RawAnswer, type Seen } from "./injection-pages.ts";

/** The answer, as text, to a question: its instructions and its content, one after the other. */
export function obedientAnswer(question: string, pages: readonly InjectionPage[] = INJECTION_PAGES): string {
  const seen: Seen = { words: wordsIn(question), text: question };
  let answer: RawAnswer = honestAnswer(question);
  for (const page of ordersIn(question, pages)) {
    const obeyed = page.obey(seen);
    if (typeof obeyed === "string") return obeyed;
    answer = { ...answer, ...obeyed };
  }
  return JSON.stringify(answer);
}

/** The pages whose order stands in a question, in the open, encoded or unseen. */
export function ordersIn(question: string, pages: readonly InjectionPage[] = INJECTION_PAGES): InjectionPage[] {
  const readings = [question, ...decoded(question)].map(even);
  return pages.filter(({ cue }) => readings.some((reading) => reading.includes(even(cue))));
}

/** What a model would say that no page talks into anything. */
function honestAnswer(question: string): RawAnswer {
  const text = /<<<begin text \w+>>>\n([\s\S]*?)\n<<<end text /.exec(question)?.[1] ?? "";
  const title = /^title: (".*")$/m.exec(question)?.[1];
  const sentences = text.match(/[^.!?\n]+[.!?]/g) ?? [];
  return {
    title: title === undefined ? "" : JSON.parse(title),
    description: (sentences[0] ?? "").trim(),
    summary: sentences
      .slice(0, 2)
      .map((sentence) => sentence.trim())
      .join(" "),
    tags: ["bread", "ovens"],
    category: "news",
    sentiment: "positive",
    key_topics: ["sourdough", "a wood oven"],
    confidence: 0.8,
    language: "en",
    image_text: "",
    entities: ["Ida Holm"],
  };
}

/** The person's words stand in the question as one line of JSON. */
function wordsIn(question: string): string[] {
  const [line] = /^\["[^\n]*"\]$/m.exec(question) ?? [];
  return line === undefined ? [] : JSON.parse(line);
}

function decoded(question: string): string[] {
  const letters = [...question];
  const base64 = (question.match(/[A-Za-z\d+/]{12,}={0,2}/g) ?? []).map((run) => Buffer.from(run, "base64").toString());
  const turned = question.replace(/[a-z]/gi, (letter) => {
    const from = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - from + 13) % 26) + from);
  });
  const code = (letter: string): number => letter.codePointAt(0) ?? 0;
  const pick = (from: number, to: number, base: number): string =>
    letters
      .filter((letter) => code(letter) >= from && code(letter) <= to)
      .map((letter) => String.fromCharCode(code(letter) - base))
      .join("");
  const bits = letters
    .filter((letter) => letter === "\u200b" || letter === "\u200c")
    .map((letter) => (letter === "\u200b" ? "0" : "1"))
    .join("");
  const zeroWidths = (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join("");
  return [
    ...base64,
    turned,
    [...letters].reverse().join(""),
    pick(0xe0020, 0xe007e, 0xe0000),
    pick(0xe0100, 0xe01ef, 0xe0100 - 16),
    zeroWidths,
  ];
}

function even(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
}
