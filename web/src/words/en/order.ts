import { figures, things } from "./figures.ts";

/** Moving things on a wall that is ordered by hand. */
export const order = {
  grip: (title: string) => `Move ${title}`,
  menu: "Where it goes",
  select: "Where they go",
  toAPlace: "Move…",
  ways: { top: "To the top", up: "Up", down: "Down", end: "To the end" },
  moved: (title: string, place: number) => `“${title}” is number ${figures(place)} now.`,
  movedToEnd: (title: string) => `“${title}” is at the end now.`,
  movedMany: (count: number) => `${things(count)} moved.`,
  alreadyThere: "There it stands already.",
  asBefore: "Everything stands where it was.",
};
