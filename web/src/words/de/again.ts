import type { again as english } from "../en/again.ts";

export const again: typeof english = {
  before: "Das hattest du schon. Es steht jetzt ganz oben.",
  savedBefore: (date, isNoteAdded) =>
    `Schon am ${date} gespeichert, steht jetzt ganz oben${isNoteAdded ? ", Notiz ergänzt" : ""}.`,
  undo: "Rückgängig",
  takenBack: "Zurückgenommen",
  whereItWas: "Es ist wieder da, wo es war.",
};
