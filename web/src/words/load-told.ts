import type { told as english } from "./en/told.ts";
import type { Language } from "./preferred.ts";

/** What is said of what the server tells with a code. */
export type ToldWords = typeof english;

const OF: Readonly<Record<Language, () => Promise<{ readonly told: ToldWords }>>> = {
  en: () => import("./en/told.ts"),
  de: () => import("./de/told.ts"),
};

/**
 * Fetches the words for what the server tells with a code, which nobody needs before something goes wrong. Null where they
 * cannot be had: then the server's own sentences show.
 */
export async function loadTold(language: Language): Promise<ToldWords | null> {
  return await OF[language]().then(
    ({ told }) => told,
    () => null,
  );
}
