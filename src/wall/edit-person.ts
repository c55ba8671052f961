import { Problem } from "../contract/problems.ts";
import type { MeEdit } from "../contract/walls.ts";
import { cleanLine } from "../core/clean-text.ts";
import { updatePerson } from "../store/persons.ts";
import type { WallDeps } from "./deps.ts";

/** Sets what a person is called, in which language analyses are written, and whether others see them on a wall. @throws Problem language-not-valid */
export async function editPerson(
  { store, channel }: Pick<WallDeps, "store" | "channel">,
  { person, edit }: { person: string; edit: MeEdit },
): Promise<void> {
  const { name, language, shows_presence: shows } = edit;
  const changes = {
    ...(name === undefined ? {} : { name: name === null ? null : cleanLine(name) || null }),
    ...(language === undefined ? {} : { language: language === null ? null : canonicalLanguage(language) }),
    ...(shows === undefined ? {} : { shows_presence: Number(shows) }),
  };
  await store.write((unit) => updatePerson(unit, person, changes));
  if (shows !== undefined) channel.publish({ kind: "presence", person });
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
