import { LIMITS } from "../contract/limits.ts";
import type { OwnFields } from "./item-shown.ts";

/** What a person wrote of an item, its text whole. */
export interface OwnWords {
  readonly own: OwnFields;
  readonly text: string | null;
}

/** Fields of which the winner keeps its own and takes the loser's where it has none. */
const TAKEN = [
  "url",
  "title",
  "description",
  "category",
  "sentiment",
  "language",
  "author",
  "siteName",
  "publishedAt",
] as const;

/**
 * What a person wrote of two items that become one. Nothing that was written is lost: notes are joined, and a title,
 * description or text that the winner has otherwise goes into the note on lines of its own, or below the text where the
 * note is full. The other fields are choices, not words: there the winner's stand.
 * @returns null when both together are more text than one item holds
 */
export function mergeOwn(winner: OwnWords, loser: OwnWords): OwnWords | null {
  const { text: _, textIsLong: __, ...own } = { ...winner.own };
  for (const field of TAKEN)
    if (own[field] === undefined && loser.own[field] !== undefined) Object.assign(own, { [field]: loser.own[field] });
  let text = winner.text ?? loser.text;
  let note = winner.own.note ?? null;

  const unsaid = [loser.own.note, differing("title"), differing("description"), loser.text ?? undefined];
  for (const words of unsaid) {
    if (words === undefined || words.trim() === "") continue;
    if (hasLines(note, words) || hasLines(text, words)) continue;
    const joined = note === null ? words : `${note}\n${words}`;
    if (joined.length <= LIMITS.noteCharacters) note = joined;
    else text = text === null ? words : `${text}\n\n${words}`;
  }
  if (text !== null && text.length > LIMITS.textBytes) return null;
  return { own: { ...own, ...(note === null ? {} : { note }) }, text };

  function differing(field: "title" | "description"): string | undefined {
    return loser.own[field] === own[field] ? undefined : loser.own[field];
  }
}

/** Whether these words stand in a text already, as whole lines; how they are spaced says nothing new. */
export function hasLines(text: string | null, words: string): boolean {
  if (text === null) return false;
  return `\n${linesOf(text)}\n`.includes(`\n${linesOf(words)}\n`);
}

const linesOf = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
