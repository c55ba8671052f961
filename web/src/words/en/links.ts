/** What the box says of a list of links. */
export const links = {
  understood: (count: number) => `${count} links`,
  save: (count: number) => `Save ${count} links`,
  sending: (count: number) => `Saving ${count} links…`,
  more: (count: number) => (count === 1 ? "and one more" : `and ${count} more`),
  asOne: "As one note",
  saved: (saved: number, before: number) => {
    const had = before === 0 ? "" : before === 1 ? " One was here already." : ` ${before} were here already.`;
    if (saved === 0) return had.trim();
    return `${saved === 1 ? "One link saved." : `${saved} links saved.`}${had}`;
  },
  back: (count: number, why: string) =>
    count === 1
      ? `One link was not taken and is still here. ${why}`
      : `${count} links were not taken and are still here. ${why}`,
};
