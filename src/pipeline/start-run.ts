import { newId } from "../core/ids.ts";
import type { Bell } from "../core/ports/doorbells.ts";
import { insertRun } from "../store/shares.ts";
import { insertStep } from "../store/steps.ts";
import type { Unit } from "../store/store.ts";
import type { RunRow } from "../store/tables.ts";
import { type PlannedStep, stepNamed } from "./plan.ts";
import type { Ranks } from "./ranks.ts";

export interface RunWanted {
  readonly item: string;
  readonly person: string;
  readonly share: string | null;
  readonly cause: RunRow["cause"];
  readonly steps: readonly PlannedStep[];
  readonly priority: number;
}

/**
 * Begins a run of an item with its first steps.
 * @param bells takes what is to be rung after the commit
 */
export async function startRun(unit: Unit, ranks: Ranks, wanted: RunWanted, bells: Bell[] = []): Promise<string> {
  const run = newId(unit.nowMs);
  await insertRun(unit, {
    id: run,
    item: wanted.item,
    share: wanted.share,
    cause: wanted.cause,
    started_at: unit.nowMs,
    ended_at: null,
  });
  for (const step of wanted.steps) await addStep(unit, ranks, { ...wanted, run, step }, bells);
  return run;
}

export async function addStep(
  unit: Unit,
  ranks: Ranks,
  { item, person, share, run, step, priority }: Omit<RunWanted, "steps" | "cause"> & { run: string; step: PlannedStep },
  bells: Bell[] = [],
): Promise<void> {
  const { lane } = stepNamed(step.name);
  const id = await insertStep(unit, {
    item,
    person,
    share,
    run,
    name: step.name,
    lane,
    priority,
    rank: await ranks.next(unit, { person, lane }),
    dueAtMs: step.afterMs === 0 ? null : unit.nowMs + step.afterMs,
    memo: step.memo ?? null,
  });
  if (step.afterMs === 0) bells.push({ lane, step: id, attempt: 0 });
}
