import { sql } from "kysely";
import { LANES, type Lane, PRIORITIES } from "../core/steps.ts";
import { compiledOnce, type Reader, type Unit } from "./store.ts";
import type { StepRow } from "./tables.ts";

/** Whether anything can be claimed, or anything that somebody waits for: a plain read, so that an idle worker writes nothing. */
export async function hasReadyStep(db: Reader, lane: Lane, { isWatched = false } = {}): Promise<boolean> {
  return (await (isWatched ? watchedOfLane : readyOfLane)(db, [lane])).length > 0;
}

// "ready" and the limit are written out: with values in their place the index of ready steps could not be planned for.
const readyOfLane = compiledOnce<{ id: string }, [Lane]>((db, [lane]) =>
  db.selectFrom("steps").select("id").where("state", "=", sql.lit("ready")).where("lane", "=", lane).limit(sql.lit(1)),
);

const watchedOfLane = compiledOnce<{ id: string }, [Lane]>((db, [lane]) =>
  db
    .selectFrom("steps")
    .select("id")
    .where("state", "=", sql.lit("ready"))
    .where("lane", "=", lane)
    .where("priority", "<", sql.lit(PRIORITIES.background))
    .limit(sql.lit(1)),
);

interface Claim {
  readonly lane: Lane;
  readonly limit: number;
  readonly worker: string;
  readonly leaseMs: number;
}

/**
 * Claims the best ready steps of a lane: by priority, then rank (old first, fair between people). On PostgreSQL
 * `skip locked` lets many workers claim at once without waiting for each other and without taking a step twice.
 * @param background how many of them may be work in the background
 */
export async function claimSteps(
  unit: Unit,
  { background, ...claim }: Claim & { readonly background?: number },
): Promise<StepRow[]> {
  if (background === undefined || background >= claim.limit) return await claimBest(unit, claim);
  const watched = await claimBest(unit, { ...claim, isWatched: true });
  const limit = Math.min(claim.limit - watched.length, background);
  return limit === 0 ? watched : [...watched, ...(await claimBest(unit, { ...claim, limit }))];
}

async function claimBest(
  unit: Unit,
  { lane, limit, worker, leaseMs, isWatched = false }: Claim & { readonly isWatched?: boolean },
): Promise<StepRow[]> {
  const rows = await unit.db
    .updateTable("steps")
    .set((eb) => ({
      state: "running",
      attempt: eb("attempt", "+", 1),
      leased_by: worker,
      leased_until: unit.nowMs + leaseMs,
      started_at: unit.nowMs,
      due_at: null,
    }))
    .where("id", "in", (eb) => {
      const best = eb
        .selectFrom("steps")
        .select("id")
        .where("state", "=", "ready")
        .where("lane", "=", lane)
        .$if(isWatched, (query) => query.where("priority", "<", PRIORITIES.background))
        .orderBy("priority")
        .orderBy("rank")
        .limit(limit);
      return unit.dialect === "postgres" ? best.forUpdate().skipLocked() : best;
    })
    .returningAll()
    .execute();
  // RETURNING comes in no particular order on PostgreSQL.
  return rows.sort((a, b) => a.priority - b.priority || a.rank - b.rank);
}

/**
 * Extends the leases of the steps that a worker knows it works on; one that it lost by a fault must run out. Those it
 * still holds come back; work on any other must stop.
 */
export async function beatSteps(
  unit: Unit,
  { worker, steps, leaseMs }: { worker: string; steps: readonly string[]; leaseMs: number },
): Promise<Pick<StepRow, "id" | "attempt">[]> {
  return await unit.db
    .updateTable("steps")
    .set({ leased_until: unit.nowMs + leaseMs })
    .where("id", "in", steps)
    .where("leased_by", "=", worker)
    .where("state", "=", "running")
    .returning(["id", "attempt"])
    .execute();
}

/** Gives steps back unharmed: a worker that shuts down has not failed them. */
export async function handBack(unit: Unit, { worker }: { worker: string }): Promise<void> {
  await unit.db
    .updateTable("steps")
    .set({ state: "ready", leased_by: null, leased_until: null, started_at: null })
    .where("leased_by", "=", worker)
    .where("state", "=", "running")
    .execute();
}

/** A lease that ended without a word makes a step suspect (once, however often): from then on it runs alone. */
const SUSPECT = 1;

/** Frees steps whose worker fell silent. Tells how many. */
export async function freeExpiredLeases(unit: Unit, limit: number): Promise<number> {
  return await freeLeases(unit, limit, unit.nowMs);
}

/** Frees every held step: taking the folder's lock proves that whoever held them is gone. */
export async function voidAllLeases(unit: Unit): Promise<number> {
  return await freeLeases(unit, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
}

async function freeLeases(unit: Unit, limit: number, untilMs: number): Promise<number> {
  const result = await unit.db
    .updateTable("steps")
    .set((eb) => ({
      state: "ready",
      leased_by: null,
      leased_until: null,
      crashes: eb.case().when("crashes", "=", 0).then(SUSPECT).else(eb.ref("crashes")).end(),
    }))
    .where("state", "=", "running")
    .where("id", "in", (eb) => {
      const held = eb
        .selectFrom("steps")
        .select("id")
        .where("state", "=", "running")
        .where("leased_until", "<", untilMs)
        .limit(limit);
      return unit.dialect === "postgres" ? held.forUpdate().skipLocked() : held;
    })
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Waiting steps whose time has come become ready. Tells how many. */
export async function wakeDueSteps(unit: Unit, limit: number): Promise<number> {
  const result = await unit.db
    .updateTable("steps")
    .set({ state: "ready", due_at: null })
    .where("state", "=", "waiting")
    .where("id", "in", (eb) => {
      const due = eb
        .selectFrom("steps")
        .select("id")
        .where("state", "=", "waiting")
        .where("due_at", "<=", unit.nowMs)
        .limit(limit);
      return unit.dialect === "postgres" ? due.forUpdate().skipLocked() : due;
    })
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What the sweeper would find to do, by plain reads: an idle system writes nothing. */
export async function sweepNeeded(
  db: Reader,
  { nowMs, expires }: { nowMs: number; expires: boolean },
): Promise<boolean> {
  const due = await db
    .selectFrom("steps")
    .select("id")
    .where("state", "=", "waiting")
    .where("due_at", "<=", nowMs)
    .limit(1)
    .executeTakeFirst();
  if (due) return true;
  if (!expires) return false;
  const held = await db
    .selectFrom("steps")
    .select("id")
    .where("state", "=", "running")
    .where("leased_until", "<", nowMs)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** Unfinished shares none of whose steps is open: nobody would ever end them. */
export async function listStrandedShares(
  db: Reader,
  { untouchedSinceMs, limit }: { untouchedSinceMs: number; limit: number },
): Promise<{ id: string; item: string | null; run: string | null }[]> {
  return await db
    .selectFrom("shares")
    .select(["id", "item", "run"])
    .where("state", "=", "processing")
    .where("updated_at", "<", untouchedSinceMs)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("steps")
            .select("steps.id")
            .whereRef("steps.run", "=", "shares.run")
            .where("steps.state", "in", ["ready", "waiting", "running"]),
        ),
      ),
    )
    .limit(limit)
    .execute();
}

export interface LaneCounts {
  readonly lane: Lane;
  readonly pending: number;
  readonly processing: number;
  readonly failed: number;
  readonly oldestPendingAtMs: number | null;
}

/** What waits, runs and failed, for one person or for all. A failure that a later run made good is not counted. */
export async function countSteps(db: Reader, person: string | null): Promise<LaneCounts[]> {
  let open = db
    .selectFrom("steps")
    .select((eb) => ["lane", "state", eb.fn.countAll<number>().as("steps"), eb.fn.min("created_at").as("oldest")])
    .where("state", "in", ["ready", "waiting", "running"])
    .groupBy(["lane", "state"]);
  let failed = db
    .selectFrom("steps")
    .innerJoin("shares", "shares.run", "steps.run")
    .select((eb) => ["steps.lane", eb.fn.countAll<number>().as("steps")])
    .where("steps.state", "=", "failed")
    .groupBy("steps.lane");
  if (person !== null) {
    open = open.where("person", "=", person);
    failed = failed.where("steps.person", "=", person);
  }
  const openRows = await open.execute();
  const failedRows = await failed.execute();
  return LANES.map((lane) => {
    const pending = openRows.filter((row) => row.lane === lane && row.state !== "running");
    const running = openRows.find((row) => row.lane === lane && row.state === "running");
    return {
      lane,
      pending: pending.reduce((sum, row) => sum + Number(row.steps), 0),
      processing: Number(running?.steps ?? 0),
      failed: Number(failedRows.find((row) => row.lane === lane)?.steps ?? 0),
      oldestPendingAtMs: pending.length === 0 ? null : Math.min(...pending.map((row) => Number(row.oldest))),
    };
  });
}
