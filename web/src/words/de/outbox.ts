import type { outbox as english } from "../en/outbox.ts";
import { filesOf, things } from "./figures.ts";

export const outbox: typeof english = {
  waiting: "Wartet aufs Senden. Es geht von selbst hinaus.",
  waitingToldBy: (reason) => `${reason} Es geht von selbst hinaus.`,
  onlyInWindow: "Auf diesem Gerät ist kein Platz mehr dafür. Lass dieses Fenster offen, bis es gesendet ist.",
  sending: "Wird gesendet…",
  sendNow: "Jetzt senden",
  asking: "Hier geteilt, als niemand angemeldet war. Soll es auf deine Wand?",
  put: "Auf meine Wand",
  throwAway: "Wegwerfen",
  refusedSafe: "Es ist noch hier. Ändere es und sende es noch einmal.",
  edit: "Bearbeiten",
  files: filesOf,
  keptUntilSignIn: (count) => `${things(count)} auf diesem Gerät, aufgehoben, bis du dich anmeldest.`,
  waitingToBeSent: (count) => (count === 1 ? "1 Ding wartet aufs Senden." : `${things(count)} warten aufs Senden.`),
};
