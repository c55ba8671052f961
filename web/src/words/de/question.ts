import type { question as english } from "../en/question.ts";

export const question: typeof english = {
  keep: "Als Wand behalten",
  keepName: "Name der Wand",
  keepDo: "Anlegen",
  kept: (name) => `„${name}“ zeigt, was das findet, jetzt und später.`,
  mistakes: {
    "quote-open": "{} hat kein zweites Anführungszeichen.",
    "parenthesis-open": "Die Klammer {} wird nicht geschlossen.",
    "parenthesis-unopened": "Die Klammer {} schließt nichts.",
    "or-alone": "Neben {} steht nichts.",
    "value-missing": "Nach {} folgt noch nichts.",
    "value-unknown": "{} ist nicht bekannt und wurde weggelassen.",
    "time-unknown": "{} ist kein Tag, Monat, Jahr und keine Zeit bis heute.",
    "number-unknown": "{} ist keine Zahl von Minuten.",
    "sort-twice": "{} wurde weggelassen: die erste Reihenfolge gilt.",
    "too-deep": "Zu viele Klammern ineinander: {} wurde weggelassen.",
    "too-much": "Das ist sehr lang: {} wurde weggelassen.",
  },
  mayBe: "Möglich ist {}.",
};
