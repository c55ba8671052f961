import type { common as english } from "../en/common.ts";

export const common: typeof english = {
  close: "Schließen",
  cancel: "Abbrechen",
  save: "Speichern",
  tryAgain: "Noch einmal versuchen",
  undo: "Rückgängig",
  saving: "Wird gespeichert…",
  saved: "Gespeichert",
  notSaved: (reason) => `Nicht gespeichert. ${reason}`,
  pin: "Anheften",
  unpin: "Ablösen",
  trash: "In den Papierkorb",
  openPage: "Seite öffnen",
  wall: "Wand",
  item: "Eintrag",
  tags: "Tags",
};
