import { nextDelayMs } from "../core/backoff.ts";
import type { Log } from "../core/events.ts";
import type { Mailer } from "../core/ports/mail.ts";
import type { Sealing } from "../core/seal.ts";
import type { MailRow } from "../store/account-tables.ts";
import { beginMail, endMail, listDueMails, noteMailFailure, sealedForMail } from "../store/mails.ts";
import type { Store } from "../store/store.ts";

const MAILS_A_PASS = 20;
/** Over some two days; what a link in it opens has long expired then. */
const MOST_TRIES = 12;
const FIRST_DELAY_MS = 30_000;
const MOST_DELAY_MS = 6 * 3_600_000;
const HALF = 0.5;

export interface MailDeps {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly sealing: Sealing;
  readonly log: Log;
}

/**
 * Sends what is due, outside of any unit. A mail is tried again, later each time, until the server took it or refused it
 * for good; a process that dies in between has it sent twice at most, with one Message-ID.
 */
export async function sendDueMails(deps: MailDeps): Promise<void> {
  const { store } = deps;
  const due = await listDueMails(store.reader, { nowMs: await store.nowMs(), limit: MAILS_A_PASS });
  for (const mail of due) await send(deps, mail);
}

async function send({ store, mailer, sealing, log }: MailDeps, mail: MailRow): Promise<void> {
  const { id, recipient, subject } = mail;
  const tries = mail.tries + 1;
  const text = mail.body === null ? null : sealing.open(mail.body, sealedForMail(id));
  if (text === null) {
    log("error", "fault", { what: "a mail was sealed with another key", mail: id });
    return await store.write((unit) => endMail(unit, { id, state: "failed", error: "sealed with another key" }));
  }
  // Evenly around half of it, so that nobody comes back at once.
  const random = HALF + Math.random() * HALF;
  const delayMs = nextDelayMs({ tries, firstMs: FIRST_DELAY_MS, factor: 2, maxMs: MOST_DELAY_MS, random });
  await store.write((unit) => beginMail(unit, { id, dueAtMs: unit.nowMs + delayMs }));
  const posted = await mailer.post({ to: recipient, subject, text, messageId: `<${id}@digital-wall.invalid>` });
  if (posted.kind === "sent") {
    log("info", "mail-sent", { mail: id, tries });
    return await store.write((unit) => endMail(unit, { id, state: "sent", error: null }));
  }
  const isOver = posted.kind === "refused" || tries >= MOST_TRIES;
  log("warn", isOver ? "mail-failed" : "mail-delayed", { mail: id, tries, why: posted.why });
  await store.write((unit) =>
    isOver
      ? endMail(unit, { id, state: "failed", error: posted.why })
      : noteMailFailure(unit, { id, error: posted.why }),
  );
}
