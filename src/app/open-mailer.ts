import type { Settings } from "../config/settings.ts";
import type { Letter, Mailer } from "../core/ports/mail.ts";

/** The way to the mail server that the settings name; null where they name none. Its library is loaded with the first letter. */
export function openMailer({ mail }: Pick<Settings, "mail">): Mailer | null {
  if (mail === null) return null;
  let opening: Promise<Mailer> | null = null;
  const open = async () => (await import("../adapters/mail-smtp.ts")).openSmtp(mail);
  return {
    async post(letter: Letter) {
      opening ??= open();
      return await (await opening).post(letter);
    },
    async close() {
      await (await opening)?.close();
    },
  };
}
