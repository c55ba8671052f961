import type { AuditAbout } from "../../../../src/contract/audit-names.ts";

const about: Readonly<Record<AuditAbout, string>> = {
  "sign-ins": "Signing in and out",
  "ways-in": "Passwords, passkeys and codes",
  people: "People and invitations",
  limits: "Limits",
  walls: "Members and links of walls",
  keys: "Keys",
};

/** The record of what was done about accounts, around its sentences (audit-done.ts). */
export const audit = {
  heading: "What was done",
  lead: "Whatever touches who gets in, and what they may have. It is kept for 400 days.",
  none: "Nothing of that kind.",
  you: "You",
  somebody: "Somebody",
  about: "About",
  all: "Everything",
  person: "Who",
  anybody: "Anybody",
  aboutWhat: about,
  kinds: { items: "things", bytes: "files", ai_usd: "money for analyses in a month" },
  limit: (kind: string, value: string) => `${kind} ${value}`,
  unlimited: "without limit",
  house: "as everybody",
};
