import type { edits as english } from "../en/edits.ts";

export const edits: typeof english = {
  waits: "Noch nicht gespeichert. Es bleibt auf diesem Gerät und wird gespeichert, sobald die Wand antwortet.",
  refused: "Das ließ sich nicht speichern. Es bleibt hier.",
  throwAway: "Verwerfen",
  changedShort: "Das wurde inzwischen geändert. Deines bleibt erhalten.",
  changedBar: "Inzwischen geändert",
  look: "Ansehen",
  changed:
    "Das wurde inzwischen geändert, in einem anderen Fenster oder auf einem anderen Gerät. Nichts ist verloren: Was soll gelten?",
  theirs: "Was jetzt dort steht",
  mine: "Was du geschrieben hast",
  nothing: "Nichts",
  keepMine: "Meines nehmen",
  keepTheirs: "Lassen, was dort steht",
  keepBoth: "Beides nehmen",
};
