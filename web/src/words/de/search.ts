import type { search as english } from "../en/search.ts";
import { things } from "./figures.ts";

export const search: typeof english = {
  label: "Alle deine Dinge durchsuchen",
  placeholder: "Durchsuche deine Dinge",
  close: "Suche schließen",
  searching: "Wird gesucht…",
  found: "Gefunden",
  count: (count) => (count === 0 ? "Nichts" : things(count)),
  moreThan: (count) => `Mehr als ${things(count)}`,
  again: "Noch einmal suchen",
  didYouMean: "Meintest du {}?",
  showing: "Das findet {}.",
  nothing: "Nichts gefunden für „{}“.",
  some: "Das hier hat einige der Wörter.",
  someToo: "Was einige der Wörter hat, steht nach dem, was alle hat.",
  fewerWords: "Weniger Wörter finden mehr. Durchsucht werden die Worte von Seiten, Notizen und Tags.",
};
