/** Names that the API of acts speaks in, apart from its shapes so that the page has them without the checks of those. */

/**
 * `running`, `undoing`: under way; both go on after a crash. `done`, `undone` and `failed` are ends; what was changed until
 * then stays, and can be taken back while the act is kept.
 */
export const ACT_STATES = ["running", "done", "undoing", "undone", "failed"] as const;
export type ActState = (typeof ACT_STATES)[number];

/** One change to many items, or two items that were made one. */
export const ACT_KINDS = ["change", "merge"] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Why something of an act was not taken back. */
export const ACT_LEFT = [
  "changed-since",
  "gone",
  "merged",
  "in-trash",
  "wall-closed",
  "last-wall",
  "too-many-tags",
  "tag-gone",
  "work-ended",
] as const;
export type ActLeft = (typeof ACT_LEFT)[number];
