import type { QuestionVectors } from "../core/ports/embedder.ts";
import { type KeptVector, keptVector } from "../core/vectors.ts";
import type { Meaning } from "./embed.ts";

/** A search waits so long for the vector of its question; then words alone answer it. */
const WAITED_MS = 300;
/** After so many in a row that came too late none is waited for, until one is quick again. */
const LATE_IN_A_ROW = 3;
const QUESTIONS_REMEMBERED = 1_000;
const QUESTIONS_AT_ONCE = 4;
/** More of a question says nothing more. */
const QUESTION_CHARACTERS = 500;

/**
 * Vectors of questions, for as long as a search may wait for them. One that comes too late is kept for the next who asks the same:
 * it was paid, and they turn a page.
 */
export function openQuestions(meaning: Meaning): QuestionVectors & { close(): void } {
  const known = new Map<string, KeptVector>();
  const underWay = new Map<string, Promise<KeptVector | null>>();
  const closing = new AbortController();
  let late = 0;

  async function ask(text: string, person: string): Promise<KeptVector | null> {
    const askedAt = performance.now();
    const made = await meaning.embed([text], { person, as: "question" }, closing.signal);
    late = performance.now() - askedAt > WAITED_MS ? late + 1 : 0;
    const [vector] = made.kind === "vectors" ? made.vectors : [];
    if (!vector) return null;
    const [oldest] = known.keys();
    if (known.size >= QUESTIONS_REMEMBERED && oldest !== undefined) known.delete(oldest);
    const kept = keptVector(vector);
    known.set(text, kept);
    return kept;
  }

  return {
    model: meaning.model,
    async vectorOf(question, person) {
      const text = question.slice(0, QUESTION_CHARACTERS);
      const remembered = known.get(text);
      if (remembered) {
        // Asked again, it is the last to be forgotten.
        known.delete(text);
        known.set(text, remembered);
        return remembered;
      }
      let asked = underWay.get(text);
      if (asked === undefined) {
        if (underWay.size >= QUESTIONS_AT_ONCE) return null;
        // Whatever goes wrong with it, words answer.
        asked = ask(text, person)
          .catch(() => null)
          .finally(() => underWay.delete(text));
        underWay.set(text, asked);
      }
      return late >= LATE_IN_A_ROW ? null : await within(WAITED_MS, asked);
    },
    close: () => closing.abort(),
  };
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
