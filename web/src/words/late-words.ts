import { effect, type Signal, signal } from "@preact/signals";
import { words } from "./words.ts";

/** The words of a part of the page that comes when it is first wanted. */
export interface LateWords<Said> {
  /** In the language that is spoken; English until that is here, and where it cannot be had. */
  readonly said: Signal<Said>;
  /** Resolves when the words of the language that is spoken are there; never rejects. */
  readonly areHere: Promise<void>;
}

/** Words that come with their screen, so that the wall's first load does not carry them. @param others by language */
export function lateWords<Said>(english: Said, others: Readonly<Record<string, () => Promise<Said>>>): LateWords<Said> {
  const said = signal<Said>(english);
  const follow = async (language: string): Promise<void> => {
    const spoken = await others[language]?.().catch(() => null);
    if (document.documentElement.lang === language) said.value = spoken ?? english;
  };
  let first: Promise<void> | null = null;
  effect(() => {
    // They are exchanged after the document says which language it is in.
    void words.value;
    const followed = follow(document.documentElement.lang);
    first ??= followed;
  });
  return { said, areHere: first ?? Promise.resolve() };
}
