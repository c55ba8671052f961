import type { signIn as english } from "../en/sign-in.ts";

export const signIn: typeof english = {
  signedOut: "Du bist hier nicht angemeldet.",
  newLink: "Für einen neuen Link führe das dort aus, wo der Server läuft, und öffne, was ausgegeben wird:",
  noAnswer: "Die Wand antwortet nicht.",
  noAnswerSafe: "Was du gespeichert hast, ist sicher. Vielleicht startet der Server gerade, oder du bist offline.",
  opening: "Deine Wand wird geöffnet…",
  used: "Dieser Link öffnet nicht mehr.",
  usedWhy: "Er gilt einmal, und nur 15 Minuten lang.",
  stuck: "Die Tür klemmt.",
};
