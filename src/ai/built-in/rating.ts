import type { TextModel } from "./text-model.ts";

const STARS = /[★⭐]{1,10}[☆]{0,10}|☆{3,10}/u;
const OUT_OF = /\b(\d{1,2}(?:[.,]\d)?) ?(?:\/|out of|von|de|sur|su|em) ?(5|10|20)\b(?![.,/%]?\d)/u;
const RATED_PARTS = 4;

/**
 * What stars or a mark like `4/5` say, from −1 to 1; null when there are none. Only the title, the start and the end of a
 * text are looked at, where ratings stand.
 */
export function ratingOf(text: TextModel): number | null {
  const parts = [text.title, ...text.sentences.slice(0, RATED_PARTS), ...text.sentences.slice(-RATED_PARTS)];
  for (const part of parts) {
    const line = typeof part === "string" ? part : part.text;
    const stars = STARS.exec(line)?.[0];
    if (stars !== undefined) {
      const full = stars.replace(/☆/gu, "").length;
      // Stars without empty ones beside them are of five.
      return toShare(full / Math.max(5, stars.length));
    }
    const mark = OUT_OF.exec(line);
    if (mark === null) continue;
    const share = Number(mark[1]!.replace(",", ".")) / Number(mark[2]);
    if (share <= 1 && isMark(line, mark)) return toShare(share);
  }
  return null;
}

/** `3 de 5` is a mark at the end of a line or a sentence, and a number of things elsewhere. */
function isMark(line: string, mark: RegExpExecArray): boolean {
  return (
    mark[0].includes("/") ||
    /^[\s.!)\]*]*$|^ (?:stars?|sterne|punkte|estrellas?|étoiles?|stelle|estrelas?|points?|puntos|punti|pontos)/u.test(
      line.slice(mark.index + mark[0].length),
    )
  );
}

/** Three of five is neither praise nor blame. */
function toShare(share: number): number {
  return Math.max(-1, Math.min(1, (share - 0.6) * 2.5));
}
