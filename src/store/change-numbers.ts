import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { compiledOnce, type Reader, type Store, type Unit } from "./store.ts";

/**
 * Numbers of changes, in one order for the whole system: who has read up to a horizon is never told of a smaller one later.
 * docs/decisions/0040-one-cursor-for-an-account.md says why they are made so.
 *
 * SQLite has one writer, so a counter is in the order of commits. On PostgreSQL a number is the transaction's own, and the
 * horizon is the oldest transaction that is still under way in this database: all before it have ended.
 */

/** A unit may take so many numbers of one wall before they run into those of the next unit (2^13: 2^40 units fit a number). */
export const NUMBERS_A_UNIT = 8_192;

const base = sql`(select base from change_numbers)`;
const block = sql.lit(NUMBERS_A_UNIT);

/** PostgreSQL: the first number of the running unit. */
export const numberOfUnit: RawBuilder<number> = sql`(pg_current_xact_id()::text::bigint * ${block} + ${base})`;
/** SQLite: the last number that was taken. */
export const lastNumber: RawBuilder<number> = base as RawBuilder<number>;

const count = compiledOnce<never, [number]>(
  (db, [by]) => db.updateTable("change_numbers").set((eb) => ({ base: eb("base", "+", by) })) as never,
);

/** SQLite: takes this many numbers; `lastNumber` is the last of them. Nothing happens on PostgreSQL. */
export async function countNumbers(unit: Unit, by: number): Promise<void> {
  if (unit.dialect === "sqlite") await count(unit.db, [by]);
}

/** A number for a change that this unit makes. */
export async function takeChangeNumber(unit: Unit): Promise<number> {
  await countNumbers(unit, 1);
  return await readNumber(unit.db, unit.dialect === "postgres" ? numberOfUnit : lastNumber);
}

export interface ChangeBounds {
  /**
   * No number below this one will ever be committed any more, and all that were can be read from now on. It may fall a little: of a
   * transaction of another database it is not certain each time that it is none of ours.
   */
  readonly horizon: number;
  /** Beyond every number that was given until now, and every horizon there was. */
  readonly end: number;
}

export async function changeBounds(db: Reader, dialect: Unit["dialect"]): Promise<ChangeBounds> {
  const next = sql`(${base} + 1)`;
  const [horizon, end] =
    dialect === "postgres"
      ? [OLDEST_UNDER_WAY, NEXT_TRANSACTION].map((xid) => sql`(${xid} * ${block} + ${base})`)
      : [next, next];
  const { rows } = await sql<ChangeBounds>`select ${horizon} as horizon, ${end} as "end"`.execute(db);
  return { horizon: wholeNumber(rows[0]?.horizon), end: wholeNumber(rows[0]?.end) };
}

const NEXT_TRANSACTION = sql`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;

/**
 * The oldest transaction under way that may be ours, or the next one there will be. Snapshots know those of all databases
 * of a server; one that certainly is another database's has its lock in the hands of a process that is. Whatever is not
 * certain counts as ours.
 */
const OLDEST_UNDER_WAY = sql`(
  select coalesce(min(under_way.xid), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
  from (select xid::text::bigint as xid from pg_snapshot_xip(pg_current_snapshot()) as xid) as under_way
  where not exists (
    select 1 from pg_locks join pg_stat_activity on pg_stat_activity.pid = pg_locks.pid
    where pg_locks.locktype = 'transactionid' and pg_locks.mode = 'ExclusiveLock' and pg_locks.granted
      and pg_locks.transactionid::text::bigint = (under_way.xid & 4294967295)
      and pg_stat_activity.datid <> (select oid from pg_database where datname = current_database())))`;

async function readNumber(db: Reader, expression: RawBuilder<number>): Promise<number> {
  const { rows } = await sql<{ number: number }>`select ${expression} as number`.execute(db);
  return wholeNumber(rows[0]?.number);
}

function wholeNumber(read: number | undefined): number {
  const number = Number(read);
  if (!Number.isSafeInteger(number)) throw new Error("a number of a change is not one");
  return number;
}

/** Starts of the program that are remembered; a cursor from before them is too old. */
const RUNS_KEPT = 1_000;

/**
 * Notes that the program starts on these rows. A cursor names the run that gave it, so that one from another system is known
 * by it: of a database that was put back or moved, this run is missing, or ended before the cursor's number.
 */
export async function beginChangeRun(store: Store): Promise<void> {
  const system = await systemOf(store);
  await store.write(async (unit) => {
    // Many may start at once: each waits for the one before it, or they would take the same next number again and again.
    if (unit.dialect === "postgres") await sql`select base from change_numbers for update`.execute(unit.db);
    const last = await unit.db.selectFrom("change_runs").selectAll().orderBy("n", "desc").limit(1).executeTakeFirst();
    // Filled from elsewhere, where numbers were greater: go on after those. Nobody else writes then.
    const { most } = await unit.db
      .selectFrom("wall_clocks")
      .select((eb) => eb.fn.max("clock").as("most"))
      .executeTakeFirstOrThrow();
    const now = await takeChangeNumber(unit);
    const behind = Number(most ?? 0) - now;
    if (behind > (unit.dialect === "postgres" ? NUMBERS_A_UNIT : 0))
      await unit.db
        .updateTable("change_numbers")
        .set((eb) => ({ base: eb("base", "+", behind + NUMBERS_A_UNIT) }))
        .execute();
    if (last && last.system !== "" && last.system !== system) await unit.db.deleteFrom("change_runs").execute();
    const n = (last?.n ?? 0) + 1;
    const number = await takeChangeNumber(unit);
    await unit.db
      .insertInto("change_runs")
      .values({ n, nonce: randomBytes(9).toString("base64url"), number, system })
      .execute();
    await unit.db
      .deleteFrom("change_runs")
      .where("n", "<=", n - RUNS_KEPT)
      .execute();
  });
}

/** What a copy of a PostgreSQL database in another server has otherwise; empty where the role may not ask. */
async function systemOf({ reader, dialect }: Store): Promise<string> {
  if (dialect === "sqlite") return "sqlite";
  try {
    const { rows } = await sql<{ system: string }>`select s.system_identifier::text || ':' || d.oid::text as system
      from pg_control_system() s, pg_database d where d.datname = current_database()`.execute(reader);
    return rows[0]?.system ?? "";
  } catch {
    return "";
  }
}

/** The run that is under way. */
export async function currentRun(db: Reader): Promise<string> {
  const row = await db.selectFrom("change_runs").select("nonce").orderBy("n", "desc").limit(1).executeTakeFirst();
  if (!row) throw new Error("no start of the program was noted");
  return row.nonce;
}

/** Whether a cursor of this run that had come to this number is of this system, and what it has missed can still be told. */
export async function isToldSince(
  db: Reader,
  { run, number, from }: { run: string; number: number; from: number },
): Promise<boolean> {
  const known = await db.selectFrom("change_runs").select("n").where("nonce", "=", run).executeTakeFirst();
  if (!known) return false;
  const after = await db
    .selectFrom("change_runs")
    .select("number")
    .where("n", ">", known.n)
    .orderBy("n")
    .limit(1)
    .executeTakeFirst();
  if (after && number > after.number) return false;
  const { floor } = await db.selectFrom("change_numbers").select("floor").executeTakeFirstOrThrow();
  return from === 0 || from > floor;
}
