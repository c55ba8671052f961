import type { walls as english } from "../en/walls.ts";

export const walls: typeof english = {
  heading: "Wände",
  inbox: "Eingang",
  edit: "Diese Wand",
  editThis: "Umbenennen, beschreiben, ordnen …",
  name: "Name",
  description: "Wofür sie da ist",
  sorting: "Ihre Reihenfolge",
  sortings: {
    newest: { name: "Neueste zuerst", does: "Was neu ist oder noch einmal geteilt wird, steht oben." },
    manual: { name: "Von Hand", does: "Neues kommt nach oben; du hängst jedes Ding dahin, wo es hingehört." },
  },
  feed: {
    heading: "Feed",
    means:
      "Feed-Leser lesen unter einer geheimen Adresse das Neueste von dieser Wand. Wer sie hat, liest mit, ohne deine Notizen und Dateien.",
    make: "Feed anlegen",
    renew: "Neue Adresse",
    takeAway: "Feed wegnehmen",
    standing: (day) => `Es gibt einen seit ${day}. Seine Adresse wurde einmal gezeigt; eine neue beendet die alte.`,
    once: "Kopiere die Adresse jetzt: Sie wird nur dieses eine Mal gezeigt.",
    made: "Der Feed hat eine neue Adresse.",
    formats: { rss: "RSS", atom: "Atom", json: "JSON Feed" },
  },
  delete: "Diese Wand löschen …",
  deleteSurely: "Jetzt löschen",
  deleteMeans: (count) =>
    count === 0
      ? "Auf ihr steht nichts."
      : "Eine gelöschte Wand kommt nicht wieder. Was darauf steht, bleibt: Was sonst nirgends steht, zieht in deinen Eingang um.",
  smart: "füllt sich selbst aus einer Suche",
  question: "Sie zeigt, was diese Frage findet",
  deleteSmartMeans: "Nur die Frage geht. Alles, was sie findet, bleibt, wo es steht.",
  deletedSmart: (name) => `„${name}“ ist gelöscht. Was sie zeigte, steht, wo es stand.`,
  deleted: (name) => `„${name}“ ist gelöscht. Was nur dort stand, ist in deinem Eingang.`,
  moveOrCopy: "Auf eine andere Wand",
  toAWall: "Auf eine Wand …",
  moveTo: "Umhängen nach",
  alsoOn: "Auch zeigen auf",
  takeOff: (name) => `Von „${name}“ abnehmen`,
};
