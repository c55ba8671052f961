import type { problems as english } from "../en/problems.ts";

export const problems: typeof english = {
  unreachable: "Die Wand ist nicht zu erreichen. Was gespeichert ist, ist sicher.",
  unknown: (status) => `Der Server hat mit ${status} geantwortet.`,
  page: "Auf dieser Seite ist etwas schiefgegangen. Lade sie neu und versuche es noch einmal.",
};
