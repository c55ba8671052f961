/** Walls: what they are for, what stands on them. */
export const walls = {
  heading: "Walls",
  /** An inbox that nobody has renamed. */
  inbox: "Inbox",
  edit: "This wall",
  editThis: "Rename, describe, order…",
  name: "Name",
  description: "What it is for",
  sorting: "Its order",
  sortings: {
    newest: { name: "Newest first", does: "What comes or is shared again stands on top." },
    manual: { name: "By hand", does: "New things come to the top; you put each where it belongs." },
  },
  feed: {
    heading: "Feed",
    means:
      "Feed readers read the newest things on this wall at a secret address. Whoever has it can read along, without your notes and files.",
    make: "Make a feed",
    renew: "New address",
    takeAway: "Take it away",
    standing: (day: string) => `It has one since ${day}. Its address was shown once; a new one ends the old one.`,
    once: "Copy the address now: it is shown this once.",
    made: "The feed has a new address.",
    formats: { rss: "RSS", atom: "Atom", json: "JSON Feed" },
  },
  delete: "Delete this wall…",
  deleteSurely: "Delete it now",
  deleteMeans: (count: number): string =>
    count === 0
      ? "Nothing stands on it."
      : "A deleted wall does not come back. Its things do: those that stand nowhere else move to your inbox.",
  smart: "fills itself from a search",
  question: "It shows what this question finds",
  deleteSmartMeans: "Only the question goes. Everything it finds stays where it stands.",
  deletedSmart: (name: string) => `“${name}” is deleted. What it showed stands where it stood.`,
  deleted: (name: string) => `“${name}” is deleted. What stood only there is in your inbox.`,
  moveOrCopy: "Move or copy to a wall",
  toAWall: "To a wall…",
  moveTo: "Move to",
  alsoOn: "Also put on",
  takeOff: (name: string) => `Take off “${name}”`,
};
