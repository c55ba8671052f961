import { Problem } from "../contract/problems.ts";
import type { MeEdit } from "../contract/walls.ts";
import { cleanLine } from "../core/clean-text.ts";
import { updatePerson } from "../store/persons.ts";
import type { WallDeps } from "./deps.ts";

/** Sets what a person is called and in which language analyses are written. @throws Problem language-not-valid */
export async function editPerson(
  { store }: Pick<WallDeps, "store">,
  { person, edit }: { person: string; edit: MeEdit },
): Promise<void> {
  const { name, language } = edit;
  const changes = {
    ...(name === undefined ? {} : { name: name === null ? null : cleanLine(name) || null }),
    ...(language === undefined ? {} : { language: language === null ? null : canonicalLanguage(language) }),
  };
  await store.write((unit) => updatePerson(unit, person, changes));
}

/** A language tag as it is written (BCP 47). @throws Problem language-not-valid */
export function canonicalLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined) return canonical;
  } catch {
    // Refused below.
  }
  throw new Problem("language-not-valid", "Name a language by its tag, such as en, de or pt-BR.");
}
