import type { DuplicateReason } from "../../../../src/contract/items.ts";

/** Two things that may be one, side by side. */
export const duplicates = {
  heading: "Two that may be one",
  means: "Merged, one of them has everything of both: notes, tags, walls and files. It can be taken back for 30 days.",
  why: {
    address: "They lead to the same page.",
    file: "They have the same file.",
    text: "They say almost the same.",
  } satisfies Record<DuplicateReason, string>,
  kept: (day: string) => `kept ${day}`,
  mergeInto: "Merge into this one",
  mergeIntoNamed: (title: string) => `Merge into this one: “${title}”`,
  keepBoth: "Keep both",
  keepBothNamed: (one: string, other: string) => `Keep both: “${one}” and “${other}”`,
  merged: (title: string) => `“${title}” has everything of both now.`,
  bothKept: "Both stay. These two are not suggested again.",
  none: "Nothing stands here twice, as far as can be told.",
  more: "Show more",
};
