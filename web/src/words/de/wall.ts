import type { wall as english } from "../en/wall.ts";
import { figures, things } from "./figures.ts";

export const wall: typeof english = {
  skip: "Zur Wand",
  home: "Digital Wall, zum Eingang",
  walls: "Wände",
  newWall: "Neue Wand…",
  nameOfNew: "Name der neuen Wand",
  nameOfWall: "Name der Wand",
  search: "Suchen",
  you: "Du",
  account: (name) => `Konto: ${name}`,
  owner: "Diese Wand gehört dir",
  signOut: "Abmelden",
  loading: "Die Wand wird geladen",
  arrivals: (count) => `${count === 1 ? "1 neues Ding" : `${figures(count)} neue Dinge`} ganz oben`,
  arrived: (title) => `Neu auf der Wand: ${title}`,
  manyArrived: (count) => `${things(count)} neu auf der Wand`,
  goingToEnd: (count) => `Unterwegs zum Ende, bisher ${things(count)}`,
  notLoaded: "Diese Wand ließ sich nicht laden.",
  restNotLoaded: "Der Rest ließ sich nicht laden.",
  offline: "Offline.",
  noAnswer: "Die Wand antwortet nicht. Es wird weiter versucht.",
  wallAsAt: (time) => `Die Wand zeigt den Stand von ${time} Uhr.`,
  restAsAt: (time) => `Der Rest zeigt den Stand von ${time} Uhr.`,
  newVersion: "Eine neue Version ist bereit.",
  takeOver: "Neu laden",
};
