interface Told {
  readonly url: string;
  readonly name: string | null;
}

/** Said to whoever forgot a password, in the languages that the page speaks. */
const LETTERS: Record<"en" | "de", (told: Told) => { subject: string; text: string }> = {
  en: ({ url, name }) => ({
    subject: "A new password for Digital Wall",
    text: `Hello${name === null ? "" : ` ${name}`},

somebody, probably you, asked for a new password. Open this link within an hour to set one:

${url}

It works once, and all your devices are signed out then. If it was not you, do nothing: nothing changes.
`,
  }),
  de: ({ url, name }) => ({
    subject: "Ein neues Passwort für Digital Wall",
    text: `Hallo${name === null ? "" : ` ${name}`},

jemand, vermutlich du, hat um ein neues Passwort gebeten. Öffne diesen Link innerhalb einer Stunde, um eines zu setzen:

${url}

Er gilt einmal, und alle deine Geräte werden dann abgemeldet. Wenn du das nicht warst, tu nichts: Es ändert sich nichts.
`,
  }),
};

/** @param language of the person's analyses, which is the only one we know of them */
export function resetLetter({ language, ...told }: Told & { language: string | null }): {
  subject: string;
  text: string;
} {
  return LETTERS[language?.toLowerCase().split("-")[0] === "de" ? "de" : "en"](told);
}
