import type { tags as english } from "../en/tags.ts";
import { things } from "./figures.ts";

export const tags: typeof english = {
  lead: "Die Wörter, nach denen du und die Analyse ordnen. Benennst du eines um, ändert es sich überall; nennst du es wie ein anderes Schlagwort, werden die zwei eins.",
  none: "Noch keine Schlagwörter. Sie kommen mit dem, was du teilst, oder du setzt sie bei einem Ding selbst.",
  on: things,
  also: (words) => `auch ${words}`,
  rename: "Umbenennen",
  renameNamed: (tag) => `${tag} umbenennen`,
  newName: (tag) => `Neuer Name von ${tag}`,
  save: "Speichern",
  leave: "Lassen",
  nameMissing: "1 bis 64 Zeichen und kein Komma.",
  renamed: (old, tag, count) => `„${old}“ heißt jetzt „${tag}“, bei ${things(count)}.`,
  remove: "Löschen",
  removeNamed: (tag) => `${tag} löschen`,
  removing: "Löscht…",
  removed: (tag, count) =>
    `„${tag}“ steht nirgends mehr (${things(count)}). Keine Analyse nimmt es, bis du es wieder tust.`,
  back: (tag) => `„${tag}“ ist wieder da.`,
};
