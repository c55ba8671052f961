import type { order as english } from "../en/order.ts";
import { figures, things } from "./figures.ts";

export const order: typeof english = {
  grip: (title) => `${title} umhängen`,
  menu: "Wohin es kommt",
  select: "Wohin sie kommen",
  toAPlace: "Umhängen …",
  ways: { top: "An den Anfang", up: "Nach vorn", down: "Nach hinten", end: "Ans Ende" },
  moved: (title, place) => `„${title}“ ist jetzt Nummer ${figures(place)}.`,
  movedToEnd: (title) => `„${title}“ ist jetzt am Ende.`,
  movedMany: (count) => `${things(count)} umgehängt.`,
  alreadyThere: "Da steht es schon.",
  asBefore: "Alles steht, wo es war.",
};
