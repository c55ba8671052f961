import type { audit as english } from "../en/audit.ts";

const about: (typeof english)["aboutWhat"] = {
  "sign-ins": "An- und Abmelden",
  "ways-in": "Passwörter, Passkeys und Codes",
  people: "Leute und Einladungen",
  limits: "Grenzen",
  walls: "Mitglieder und Links von Wänden",
  keys: "Schlüssel",
};

export const audit: typeof english = {
  heading: "Was geschehen ist",
  lead: "Alles, was berührt, wer hereinkommt und was er haben darf. Es wird 400 Tage aufgehoben.",
  none: "Nichts dergleichen.",
  you: "Du",
  somebody: "Jemand",
  about: "Worum es geht",
  all: "Alles",
  person: "Wer",
  anybody: "Alle",
  aboutWhat: about,
  kinds: { items: "Dinge", bytes: "Dateien", ai_usd: "Geld für Analysen im Monat" },
  limit: (kind, value) => `${kind} ${value}`,
  unlimited: "ohne Grenze",
  house: "wie alle",
};
