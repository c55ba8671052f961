import { createTransport } from "nodemailer";
import type { Letter, Mailer, Posted } from "../core/ports/mail.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const SILENT_TIMEOUT_MS = 30_000;
/** A server's word about a letter for good, by RFC 5321; below it the same may be taken later. */
const REFUSED_FROM = 500;
const WHY_CHARACTERS = 300;
/** What a refused sign-in is answered: a wrong setting, that whoever runs this will mend. */
const SIGN_IN_CODES = new Set([530, 534, 535, 538]);

/** Mails by SMTP, over TLS where the server offers it. One connection a letter: there are few. */
export function openSmtp({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENT_TIMEOUT_MS,
      dnsTimeout: CONNECT_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async post({ to, subject, text, messageId }: Letter): Promise<Posted> {
      try {
        // As an object: in a text a comma would name a second one.
        await transport.sendMail({ to: { name: "", address: to }, subject, text, messageId });
        return { kind: "sent" };
      } catch (error) {
        return failureOf(error);
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

function failureOf(error: unknown): Posted {
  const { message = "", responseCode } = error as { message?: string; responseCode?: number };
  const why = message.slice(0, WHY_CHARACTERS);
  const isFinal = responseCode !== undefined && responseCode >= REFUSED_FROM && !SIGN_IN_CODES.has(responseCode);
  return { kind: isFinal ? "refused" : "away", why };
}
