import type { MailRow } from "./account-tables.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

/** What the sealed body of a mail belongs to: in another row it does not open. */
export const sealedForMail = (mail: string): string => `mail ${mail}`;

const KEPT_MS = 30 * 86_400_000;

/** A mail stands in a row before anybody tries to send it: a mail server that is away loses none. */
export async function insertMail(
  unit: Unit,
  mail: Pick<MailRow, "id" | "person" | "kind" | "recipient" | "subject" | "body">,
): Promise<void> {
  const times = { due_at: unit.nowMs, created_at: unit.nowMs, ended_at: null };
  await insertRow(unit, "mails", { ...mail, state: "waiting", tries: 0, error: null, ...times });
}

export async function listDueMails(db: Reader, { nowMs, limit }: { nowMs: number; limit: number }): Promise<MailRow[]> {
  return await db
    .selectFrom("mails")
    .selectAll()
    .where("state", "=", "waiting")
    .where("due_at", "<=", nowMs)
    .orderBy("due_at")
    .limit(limit)
    .execute();
}

/** It goes to the server now: should the process die, it is tried again at `dueAtMs`. */
export async function beginMail(unit: Unit, { id, dueAtMs }: { id: string; dueAtMs: number }): Promise<void> {
  await unit.db
    .updateTable("mails")
    .set((eb) => ({ tries: eb("tries", "+", 1), due_at: dueAtMs }))
    .where("id", "=", id)
    .execute();
}

/** It was sent, or given up. What it said is kept no longer. */
export async function endMail(
  unit: Unit,
  { id, state, error }: { id: string; state: "sent" | "failed"; error: string | null },
): Promise<void> {
  await unit.db
    .updateTable("mails")
    .set({ state, error, body: null, ended_at: unit.nowMs })
    .where("id", "=", id)
    .execute();
}

export async function noteMailFailure(unit: Unit, { id, error }: { id: string; error: string }): Promise<void> {
  await unit.db.updateTable("mails").set({ error }).where("id", "=", id).execute();
}

export async function countMailsSince(
  db: Reader,
  { person, sinceMs }: { person: string; sinceMs: number },
): Promise<number> {
  const { mails } = await db
    .selectFrom("mails")
    .select((eb) => eb.fn.countAll<number>().as("mails"))
    .where("person", "=", person)
    .where("created_at", ">", sinceMs)
    .executeTakeFirstOrThrow();
  return Number(mails);
}

export async function forgetOldMails(unit: Unit): Promise<void> {
  await unit.db
    .deleteFrom("mails")
    .where("ended_at", "<", unit.nowMs - KEPT_MS)
    .execute();
}
