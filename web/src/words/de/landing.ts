import type { landing as english } from "../en/landing.ts";
import { again } from "./again.ts";
import { filesOf } from "./figures.ts";
import { formats } from "./formats.ts";

export const landing: typeof english = {
  saved: "Gespeichert",
  save: "Auf deine Wand",
  notSaved: "Nicht gespeichert",
  gone: "Nichts zu speichern",
  done: "Fertig",
  seeWall: "Zur Wand",
  tryAgain: "Noch einmal versuchen",
  undo: "Wegwerfen",
  thrownAway: "Weggeworfen",
  sending: "Wird gesendet…",
  onWall: "Auf deiner Wand",
  again,
  locale: formats.locale,
  kept: "Auf diesem Gerät aufgehoben. Es geht von selbst hinaus.",
  canGo: "Du kannst weitermachen",
  why: "Warum hebst du das auf?",
  close: "Schließen",
  asks: "Gespeichert wird erst, wenn du es sagst.",
  fromElsewhere: "Das kommt von einer anderen Seite. Speichere es nur, wenn du es wolltest.",
  nobodyKnown: "Hier ist niemand angemeldet. Es wartet auf diesem Gerät, bis es jemand ist.",
  signIn: "Anmelden",
  before: (count) =>
    count === 1 ? "Und ein Ding, das du vorher geteilt hast" : `Und ${count} Dinge, die du vorher geteilt hast`,
  signInFirst: "Melde dich zuerst an. In diesem Browser wartet es eine Stunde auf dich.",
  refused: (reason) => `${reason} Es ist noch hier. Ändere es und sende es noch einmal.`,
  files: filesOf,
  keptNowhere: "Hier gibt es nichts zu speichern. Teile es noch einmal.",
  noRoom:
    "Auf diesem Gerät ist kein Platz mehr, und die Wand war nicht zu erreichen. Nichts wurde gespeichert. Schaff etwas Platz oder geh online, dann teile es noch einmal.",
  notRead: "Was geteilt wurde, war nicht zu lesen. Nichts wurde gespeichert. Teile es noch einmal.",
  broken: "Etwas ist schiefgegangen. Teile es noch einmal.",
};
