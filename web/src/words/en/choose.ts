import { figures, things } from "./figures.ts";

/** Changing many things at once. */
export const choose = {
  bar: "Change what is chosen",
  chosen: (count: number) => `${things(count)} chosen`,
  all: (count: number) => `All ${figures(count)}`,
  allFound: (count: number, isMore: boolean) => `All ${figures(count)}${isMore ? "+" : ""} that match`,
  trash: "Trash",
  none: "Choose nothing",
  tagThem: "Tag them",
  trashed: (count: number) => `${things(count)} moved to the trash.`,
  pinned: (count: number) => `${things(count)} pinned.`,
  unpinned: (count: number) => `${things(count)} no longer pinned.`,
  tagged: (count: number, tag: string) => `${things(count)} tagged “${tag}”.`,
  moved: (count: number, wall: string) => `${things(count)} moved to “${wall}”.`,
  copied: (count: number, wall: string) => `${things(count)} put on “${wall}” as well.`,
  takenOff: (count: number, wall: string) => `${things(count)} taken off “${wall}”.`,
  refused: (count: number) => `${figures(count)} could not be.`,
  under: (done: number, of: number) => `${figures(done)} of ${figures(of)}…`,
  left: (count: number) => `${things(count)} left as they are: they were changed since.`,
  nothing: "Nothing to change.",
};
