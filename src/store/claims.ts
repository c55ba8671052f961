import { sql } from "kysely";
import type { ActRow } from "./act-tables.ts";
import type { ImportsRow } from "./import-tables.ts";
import type { Reader, Store, Unit } from "./store.ts";

/** Rows that stand for long work, each held by one process at a time, as an attempt of its own, until its lease ends. */
interface ClaimedRows {
  readonly acts: ActRow;
  readonly imports: ImportsRow;
}
type ClaimedTable = keyof ClaimedRows;

/** Work of a table, and in which states somebody is to work on it. */
export interface Due<Table extends ClaimedTable> {
  readonly table: Table;
  readonly states: readonly ClaimedRows[Table]["state"][];
}

/** What is due and nobody holds, or whose holder fell silent. */
const free = <Table extends ClaimedTable>({ table, states }: Due<Table>, nowMs: number) => sql<{ id: string }>`
  select id from ${sql.table(table)}
  where state in (${sql.join(states)}) and (leased_by is null or leased_until < ${nowMs})`;

/** Whether something waits for somebody to work on it: a plain read, so that an idle system writes nothing. */
async function hasDue<Table extends ClaimedTable>(db: Reader, due: Due<Table>, nowMs: number): Promise<boolean> {
  const { rows } = await sql`${free(due, nowMs)} limit 1`.execute(db);
  return rows.length > 0;
}

/** Claims what has waited longest. */
export async function claimDue<Table extends ClaimedTable>(
  unit: Unit,
  due: Due<Table>,
  { worker, leaseMs }: { worker: string; leaseMs: number },
): Promise<ClaimedRows[Table] | undefined> {
  const lock = unit.dialect === "postgres" ? sql`for update skip locked` : sql``;
  const found = await sql<{ id: string }>`${free(due, unit.nowMs)} order by updated_at limit 1 ${lock}`.execute(
    unit.db,
  );
  const [next] = found.rows;
  if (!next) return undefined;
  const { rows } = await sql<ClaimedRows[Table]>`
    update ${sql.table(due.table)}
    set attempt = attempt + 1, tries = tries + 1, leased_by = ${worker}, leased_until = ${unit.nowMs + leaseMs}
    where id = ${next.id} returning *`.execute(unit.db);
  return rows[0];
}

/**
 * Works on one thing that is due after another until none is left, one was given back, or `signal` comes: what was given
 * back must not be taken again at once.
 * @param workOn tells whether it came to an end
 */
export async function workOnDue<Table extends ClaimedTable>(
  store: Store,
  due: Due<Table>,
  { worker, leaseMs, signal }: { worker: string; leaseMs: number; signal: AbortSignal },
  workOn: (row: ClaimedRows[Table]) => Promise<boolean>,
): Promise<void> {
  for (let isEnded = true; isEnded && !signal.aborted; ) {
    if (!(await hasDue(store.reader, due, await store.nowMs()))) return;
    const row = await store.write((unit) => claimDue(unit, due, { worker, leaseMs }));
    isEnded = row !== undefined && (await workOn(row));
  }
}

/** Gives work back, for whoever looks next. @param isUnharmed the attempt is not counted as one that failed */
export async function releaseHeld(
  unit: Unit,
  table: ClaimedTable,
  { id, attempt, isUnharmed }: { id: string; attempt: number; isUnharmed: boolean },
): Promise<void> {
  await sql`
    update ${sql.table(table)} set leased_by = null, leased_until = null ${isUnharmed ? sql`, tries = 0` : sql``}
    where id = ${id} and attempt = ${attempt}`.execute(unit.db);
}

/** Frees what a process that is gone held: whoever has the folder's lock knows that it is. */
export async function voidLeases(unit: Unit, table: ClaimedTable): Promise<void> {
  await sql`update ${sql.table(table)} set leased_by = null, leased_until = null where leased_by is not null`.execute(
    unit.db,
  );
}
