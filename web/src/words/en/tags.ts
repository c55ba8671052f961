import { things } from "./figures.ts";

/** A person's tags, all of them. */
export const tags = {
  lead: "The words that you and the analysis sort by. Rename one, and it changes on everything; call it by a word that is a tag already, and the two become one.",
  none: "No tags yet. They come with what you share, or add them on a thing itself.",
  on: things,
  also: (words: string) => `also ${words}`,
  rename: "Rename",
  renameNamed: (tag: string) => `Rename ${tag}`,
  newName: (tag: string) => `New name of ${tag}`,
  save: "Save",
  leave: "Leave it",
  nameMissing: "1 to 64 characters, and no comma.",
  renamed: (old: string, tag: string, count: number) => `“${old}” is “${tag}” now, on ${things(count)}.`,
  remove: "Delete",
  removeNamed: (tag: string) => `Delete ${tag}`,
  removing: "Deleting…",
  removed: (tag: string, count: number) =>
    `“${tag}” is taken off ${things(count)}. No analysis uses it until you do again.`,
  back: (tag: string) => `“${tag}” is back.`,
};
