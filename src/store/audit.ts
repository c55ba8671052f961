import type { AuditAction } from "../contract/audit.ts";
import { newId } from "../core/ids.ts";
import type { AuditRow } from "./account-tables.ts";
import type { Reader, Unit } from "./store.ts";

/** Kept a little longer than a year, so that the same month of the year before can be looked at. */
const KEPT_MS = 400 * 86_400_000;
const ROWS_A_PASS = 1_000;

export interface Audited {
  readonly action: AuditAction;
  /** Who did it; null for whoever is not known. */
  readonly actor: string | null;
  /** The person, key or invitation that it was done to. */
  readonly subject?: string | null;
  /** Never a secret, and nothing that somebody shared. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly address: string | null;
}

/** Writes down what was done, in the unit that does it: what stands was done, and what was done stands. */
export async function noteAudit(unit: Unit, audited: Audited): Promise<void> {
  await note(unit, audited, null);
}

/** The same, of which one is enough in so long a time: whoever guesses passwords fills no table. */
export async function noteAuditOnce(unit: Unit, audited: Audited, everyMs: number): Promise<void> {
  const time = Math.floor(unit.nowMs / everyMs);
  await note(unit, audited, `${audited.action} ${audited.subject ?? "nobody"} ${time}`);
}

async function note(unit: Unit, audited: Audited, once: string | null): Promise<void> {
  const { action, actor, subject = null, detail = {}, address } = audited;
  await unit.db
    .insertInto("audit")
    .values({
      id: newId(unit.nowMs),
      at: unit.nowMs,
      actor,
      action,
      subject,
      detail: JSON.stringify(detail),
      address,
      once,
    })
    .onConflict((conflict) => conflict.column("once").where("once", "is not", null).doNothing())
    .execute();
}

/** The newest first; only these actions, and only what this person did or what was done to them, where they are named. */
export async function listAudit(
  db: Reader,
  {
    before,
    limit,
    actions,
    person,
  }: { before: string | null; limit: number; actions: readonly AuditAction[] | null; person: string | null },
): Promise<AuditRow[]> {
  let query = db.selectFrom("audit").selectAll();
  if (actions !== null) query = query.where("action", "in", actions);
  if (person !== null) query = query.where((eb) => eb.or([eb("actor", "=", person), eb("subject", "=", person)]));
  if (before !== null) query = query.where("id", "<", before);
  return await query.orderBy("id", "desc").limit(limit).execute();
}

/** Forgets what is older than 400 days, some of it a pass. */
export async function forgetOldAudit(unit: Unit): Promise<void> {
  const old = await unit.db
    .selectFrom("audit")
    .select("id")
    .where("at", "<", unit.nowMs - KEPT_MS)
    .limit(ROWS_A_PASS)
    .execute();
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await unit.db.deleteFrom("audit").where("id", "in", ids).execute();
}
