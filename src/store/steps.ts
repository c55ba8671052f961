import { sql } from "kysely";
import type { StepName, StepState } from "../contract/shares.ts";
import { newId } from "../core/ids.ts";
import type { Lane } from "../core/steps.ts";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { StepRow } from "./tables.ts";

export interface NewStep {
  readonly item: string;
  readonly person: string;
  readonly share: string | null;
  readonly run: string;
  readonly name: StepName;
  readonly lane: Lane;
  readonly priority: number;
  readonly rank: number;
  /** Ready at once, or waiting until then. */
  readonly dueAtMs: number | null;
  /** What its first attempt shall know; JSON. */
  readonly memo?: string | null;
}

export async function insertStep(unit: Unit, step: NewStep): Promise<string> {
  const row = newStep(unit, step);
  await insertRow(unit, "steps", row);
  return row.id;
}

/** A step that was done together with another: for its history alone. */
export async function insertEndedStep(
  unit: Unit,
  step: Pick<NewStep, "item" | "person" | "share" | "run" | "name" | "lane" | "priority" | "rank">,
): Promise<void> {
  const at = unit.nowMs;
  await insertRow(unit, "steps", {
    ...newStep(unit, { ...step, dueAtMs: null }),
    state: "done",
    started_at: at,
    ended_at: at,
  });
}

/** The row of a step that nobody has worked on. */
export function newStep(unit: Unit, step: NewStep): StepRow {
  return {
    id: newId(unit.nowMs),
    item: step.item,
    person: step.person,
    share: step.share,
    run: step.run,
    name: step.name,
    lane: step.lane,
    priority: step.priority,
    rank: step.rank,
    state: step.dueAtMs === null ? "ready" : "waiting",
    started_at: null,
    ended_at: null,
    due_at: step.dueAtMs,
    attempt: 0,
    tries: 0,
    crashes: 0,
    leased_by: null,
    leased_until: null,
    output: step.memo ?? null,
    error_code: null,
    error_detail: null,
    retryable: 0,
    created_at: unit.nowMs,
  };
}

const stepsByRun = compiledOnce<StepRow, [string]>((db, [run]) =>
  db.selectFrom("steps").selectAll().where("run", "=", run).orderBy("id"),
);

export async function stepsOfRun(db: Reader, run: string): Promise<StepRow[]> {
  return await stepsByRun(db, [run]);
}

export async function stepsOfRuns(db: Reader, runs: readonly string[]): Promise<Map<string, StepRow[]>> {
  if (runs.length === 0) return new Map();
  const rows = await db.selectFrom("steps").selectAll().where("run", "in", runs).orderBy("id").execute();
  return Map.groupBy(rows, (row) => row.run);
}

export async function openStepsOfItem(db: Reader, item: string): Promise<StepRow[]> {
  return await db
    .selectFrom("steps")
    .selectAll()
    .where("item", "=", item)
    .where("state", "in", ["ready", "waiting", "running"])
    .execute();
}

/** What becomes of a step when its work comes back. */
export interface Settlement {
  readonly state: StepState;
  readonly dueAtMs?: number | null;
  readonly tries?: number;
  readonly crashes?: number;
  readonly errorCode?: string | null;
  readonly errorDetail?: string | null;
  readonly retryable?: boolean;
  readonly output?: string | null;
}

/**
 * Settles a step where the attempt is still ours. False when it is not: somebody cancelled it or took it over, and
 * nothing of this attempt may be kept.
 */
export async function settleAttempt(
  unit: Unit,
  { id, attempt }: { id: string; attempt: number },
  settlement: Settlement,
): Promise<boolean> {
  const ended = settlement.state !== "waiting" && settlement.state !== "ready";
  const result = await unit.db
    .updateTable("steps")
    .set({
      state: settlement.state,
      due_at: settlement.dueAtMs ?? null,
      leased_by: null,
      leased_until: null,
      ended_at: ended ? unit.nowMs : null,
      error_code: settlement.errorCode ?? null,
      error_detail: settlement.errorDetail ?? null,
      retryable: settlement.retryable ? 1 : 0,
      ...(settlement.tries === undefined ? {} : { tries: settlement.tries }),
      ...(settlement.crashes === undefined ? {} : { crashes: settlement.crashes }),
      ...(settlement.output === undefined ? {} : { output: settlement.output }),
    })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "running")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Notes what the next attempt shall know, where the attempt is still the one that says so. */
export async function keepMemo(
  unit: Unit,
  { id, attempt }: { id: string; attempt: number },
  memo: string,
): Promise<void> {
  await unit.db
    .updateTable("steps")
    .set({ output: memo })
    .where("id", "=", id)
    .where((eb) => eb.and({ attempt, state: "running" }))
    .execute();
}

/** Whether this attempt is still the one that works on the step. */
export async function isStepHeld(db: Reader, { id, attempt }: { id: string; attempt: number }): Promise<boolean> {
  return (await heldStep(db, [id, attempt])).length > 0;
}

const heldStep = compiledOnce<{ id: string }, [string, number]>((db, [id, attempt]) =>
  db
    .selectFrom("steps")
    .select("id")
    .where("id", "=", id)
    .where("steps.attempt", "=", attempt)
    .where("state", "=", sql.lit("running")),
);

/** Ends open steps of a run without doing them, a running one too: its attempt then settles nothing. Tells which. */
export async function endOpenSteps(
  unit: Unit,
  { run, names, state, why }: { run: string; names?: readonly StepName[]; state: "skipped" | "cancelled"; why: string },
): Promise<string[]> {
  let query = unit.db
    .updateTable("steps")
    .set({ state, leased_by: null, leased_until: null, due_at: null, ended_at: unit.nowMs, error_detail: why })
    .where("run", "=", run)
    .where("state", "in", ["ready", "waiting", "running"]);
  if (names) query = query.where("name", "in", names);
  const rows = await query.returning("id").execute();
  return rows.map((row) => row.id);
}

/** The last rank of a person's steps that are still to be claimed in a lane, or null. */
export async function lastRank(db: Reader, { person, lane }: { person: string; lane: Lane }): Promise<number | null> {
  const row = await db
    .selectFrom("steps")
    .select((eb) => eb.fn.max("rank").as("rank"))
    .where("person", "=", person)
    .where("lane", "=", lane)
    .where("state", "in", ["ready", "waiting", "running"])
    .executeTakeFirst();
  return row?.rank ?? null;
}
