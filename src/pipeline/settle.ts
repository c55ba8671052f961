import type { Warning } from "../contract/shares.ts";
import type { Log } from "../core/events.ts";
import { visitFailpoint } from "../core/failpoint.ts";
import { type Bell, type Channel, type Queue, ringAll } from "../core/ports/doorbells.ts";
import type { StepOutcome } from "../core/steps.ts";
import { filesOfItems, keepFile, releaseMade } from "../store/files.ts";
import { lockItems, updateItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import { roomOf, takeUse } from "../store/quotas.ts";
import { lockShare, updateShare, warningsOf } from "../store/shares.ts";
import { endOpenSteps, insertEndedStep, type Settlement, settleAttempt, stepsOfRun } from "../store/steps.ts";
import type { Store, Unit } from "../store/store.ts";
import type { ItemRow, ShareRow, StepRow } from "../store/tables.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import { mayBeLastBeforeFinish, nextStep, stepNamed } from "./plan.ts";
import type { Ranks } from "./ranks.ts";
import { addStep } from "./start-run.ts";
import type { Applying, StagedFile, TakesNumbers } from "./step.ts";

export interface SettleDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly channel: Channel;
  readonly ranks: Ranks;
  readonly log: Log;
}

/** Steps that may die their parent's children so often before they are poison. */
export const CRASHES_OF_POISON = 4;

export interface Settling {
  readonly step: StepRow;
  readonly outcome: StepOutcome<unknown>;
  readonly staged: readonly StagedFile[];
}

/**
 * Writes what became of an attempt, its effect on the item, and the step that follows, in one transaction, where the
 * attempt is still ours.
 *
 * The item's row is locked first, in a statement of its own: two steps of one item then settle one after the other, and
 * the last of them surely sees the other's end and makes the follower. (Without it, `read` and `files` that ended at
 * once on two workers left `analyze` unmade for ever.) Further items that the effect touches are locked with it, in the
 * order of their ids; what takes numbers of clocks comes last.
 * @returns false when the attempt was lost: nothing of it was kept
 */
export async function settle(deps: SettleDeps, settling: Settling): Promise<boolean> {
  const { step } = settling;
  const settled = await deps.store.write(async (unit) => {
    const also = await alsoLocked(unit, settling);
    const mayFinish = await canFinishWith(unit, settling);
    const others = await lockItems(unit, [step.item, ...also]);
    const item = others.get(step.item);
    if (!item) return null;
    others.delete(item.id);
    const settlement = settlementOf(unit, settling);
    if (!(await settleAttempt(unit, step, settlement))) return null;
    visitFailpoint("in-settle");
    const last: TakesNumbers[] = [];
    const { left, addedBytes } = await applyOutcome(unit, {
      item,
      others,
      settling,
      doLast: (move) => void last.push(move),
    });
    const hasEnded = settlement.state !== "waiting";
    const ended = hasEnded ? await goOn(deps, unit, { item, settling, mayFinish, hasLeft: left.size > 0 }) : null;
    if (!hasEnded && step.share !== null) await updateShare(unit, step.share, {});
    await takeUse(unit, item.owner, { items: 0, bytes: -addedBytes });
    const moved: string[] = [];
    for (const move of last) moved.push(...(await move()));
    const walls = await wallsOfItem(unit.db, item.id);
    if (hasEnded)
      await stampPlaces(
        unit,
        walls.map((wall) => ({ wall, item: item.id })),
      );
    return { walls: [...walls, ...moved], hasEnded, bells: ended?.bells ?? [], shareEnded: ended?.shareEnded ?? false };
  });
  if (settled === null) {
    deps.log("warn", "step-lost", { step: step.id, item: step.item, name: step.name });
    return false;
  }
  visitFailpoint("settle-committed");
  ringAll(deps.queue, settled.bells);
  if (settled.hasEnded) deps.channel.publish({ kind: "walls", walls: settled.walls });
  if (step.share !== null) deps.channel.publish({ kind: "share", share: step.share });
  if (settled.shareEnded) deps.log("info", "share-ended", { share: step.share, item: step.item });
  return true;
}

/** What the row of a step says after this outcome. */
function settlementOf(unit: Unit, { step, outcome }: Settling): Settlement {
  // What it remembered was for the next attempt, and there is none.
  if (outcome.kind === "done") return { state: "done", output: null };
  if (outcome.kind === "skipped") return { state: "skipped", errorDetail: outcome.why, output: null };
  const memo = outcome.memo === undefined ? {} : { output: JSON.stringify(outcome.memo) };
  if (outcome.kind === "waiting")
    return {
      ...memo,
      state: "waiting",
      dueAtMs: unit.nowMs + outcome.delayMs,
      errorCode: outcome.code ?? "waiting",
      errorDetail: outcome.why,
      retryable: true,
    };
  const { tries: most, delayMs } = stepNamed(step.name);
  const tries = step.tries + 1;
  const failure = { ...memo, tries, errorCode: outcome.code, errorDetail: outcome.detail };
  if (!outcome.retryable || tries >= most) return { ...failure, state: "failed", retryable: outcome.retryable };
  const delay = Math.max(outcome.retryAfterMs ?? 0, delayMs(tries));
  return { ...failure, state: "waiting", dueAtMs: unit.nowMs + delay, retryable: true };
}

async function alsoLocked(unit: Unit, { step, outcome }: Settling): Promise<readonly string[]> {
  if (outcome.kind !== "done") return [];
  return (await stepNamed(step.name).alsoLocks?.(unit.db, { step, output: outcome.output })) ?? [];
}

/** @returns the files that had no room, and what the item's files have more by now, in bytes, for the end of the unit */
async function applyOutcome(
  unit: Unit,
  { item, others, settling, doLast }: Pick<Applying<unknown>, "item" | "others" | "doLast"> & { settling: Settling },
): Promise<{ left: ReadonlySet<string>; addedBytes: number }> {
  const { step, outcome, staged } = settling;
  const left = new Set<string>();
  if (outcome.kind !== "done") return { left, addedBytes: 0 };
  const from = step.name === "read" ? "page" : step.name === "files" ? "files" : null;
  const freed = from === null ? 0 : await releaseMade(unit, { item: item.id, from });
  const room = staged.length === 0 ? 0 : (await roomOf(unit, item.owner)).bytes;
  let addedBytes = -freed;
  const had = staged.some(({ file }) => file.role === "original") ? await originalsOf(unit, item.id) : new Set();
  for (const { id, file, sha256, bytes } of staged) {
    // A link that leads to a file is read again and leads to the same one; the sweep takes what nobody keeps.
    if (file.role === "original" && had.has(sha256)) continue;
    const { width, height, placeholder, madeFrom, facts } = file;
    // What is fetched from elsewhere is left where there is no room; how something looks that is kept belongs to it.
    if (madeFrom === null && addedBytes + bytes > room) {
      left.add(id);
      continue;
    }
    const kept = await keepFile(unit, {
      id,
      owner: item.owner,
      item: item.id,
      sha256,
      bytes,
      width,
      height,
      placeholder,
      madeFrom,
      ...(facts ? { facts } : {}),
    });
    if (!kept) throw new Error("a file made by a step was swept before the step was settled");
    addedBytes += bytes;
  }
  await stepNamed(step.name).apply(unit, { item, step, output: outcome.output, staged, left, others, doLast });
  return { left, addedBytes };
}

/** The bytes, by their hashes, that an item has as its own files. */
async function originalsOf(unit: Unit, item: string): Promise<Set<string | null>> {
  const files = (await filesOfItems(unit.db, [item])).get(item) ?? [];
  return new Set(files.filter(({ role }) => role === "original").map(({ sha256 }) => sha256));
}

/**
 * Whether the end of a run may be written with the step before it: after a step that succeeded, for an item that has
 * nothing in common with another, which is nearly every one. It saves a claim and a transaction for every share. Whatever
 * is found to be alike under the locks after all throws StaleRead, and then `finish` is a step like any other.
 */
async function canFinishWith(unit: Unit, { step, outcome }: Settling): Promise<boolean> {
  if (outcome.kind !== "done" || !mayBeLastBeforeFinish(step.name)) return false;
  const alike = await stepNamed("finish").alsoLocks?.(unit.db, { step, output: null });
  return alike === undefined || alike.length === 0;
}

/** What follows an ended step: the next one, warnings on the share, or the share's end. */
async function goOn(
  deps: SettleDeps,
  unit: Unit,
  { item, settling, mayFinish, hasLeft }: { item: ItemRow; settling: Settling; mayFinish: boolean; hasLeft: boolean },
): Promise<{ bells: readonly Bell[]; shareEnded: boolean }> {
  const { step, outcome } = settling;
  if (step.name === "read")
    await endOpenSteps(unit, { run: step.run, names: ["glance"], state: "skipped", why: "the page was read first" });
  const beside = outcome.kind === "done" ? (stepNamed(step.name).besides?.(outcome.output) ?? null) : null;
  const next = nextStep([
    ...(await stepsOfRun(unit.db, step.run)),
    ...(beside === null ? [] : [{ name: beside, state: "ready" as const }]),
  ]);
  const finishesToo = next === "finish" && mayFinish;
  if (finishesToo) await applyOutcome(unit, { item, others: new Map(), settling: endOf(step), doLast: () => {} });
  const share = step.share === null ? undefined : await lockShare(unit, step.share);
  const warnings = share
    ? [...warningsOf(share), ...newWarnings(settling), ...(hasLeft ? [noRoom(step)] : [])].filter(isFirstOfItsKind)
    : [];
  if (finishesToo) await insertEndedStep(unit, { ...step, name: "finish", lane: stepNamed("finish").lane });
  if (finishesToo || step.name === "finish") {
    await endRun(unit, { item, step, share, outcome, warnings });
    return { bells: [], shareEnded: true };
  }
  if (share) await updateShare(unit, share.id, { warnings: JSON.stringify(warnings) });
  const bells: Bell[] = [];
  for (const name of [beside, next])
    if (name !== null) await addStep(unit, deps.ranks, { ...step, step: { name, afterMs: 0 } }, bells);
  return { bells, shareEnded: false };
}

/** `finish` as it would have come out as a step of its own. */
const endOf = (step: StepRow): Settling => ({
  step: { ...step, name: "finish" },
  outcome: { kind: "done", output: null },
  staged: [],
});

function newWarnings({ step, outcome }: Settling): Warning[] {
  const { warning, warningsOf } = stepNamed(step.name);
  if (outcome.kind === "done") return [...(warningsOf?.(outcome.output) ?? [])];
  if (outcome.kind !== "failed" || warning === null) return [];
  const params = { reason: outcome.code, ...outcome.params };
  return [{ code: warning.code, message: warning.message(outcome.detail), step: step.name, params }];
}

/** Reading the page and fetching its pictures may both find no room: it is said once. */
const isFirstOfItsKind = ({ code }: Warning, at: number, all: readonly Warning[]): boolean =>
  code !== "no-room" || all.findIndex((each) => each.code === code) === at;

const noRoom = (step: StepRow): Warning => ({
  code: "no-room",
  message: "There was no room for copies of what was read. The link and its text are kept.",
  step: step.name,
});

async function endRun(
  unit: Unit,
  end: {
    item: ItemRow;
    step: StepRow;
    share: ShareRow | undefined;
    outcome: StepOutcome<unknown>;
    warnings: readonly Warning[];
  },
): Promise<void> {
  const { item, step, share, outcome, warnings } = end;
  const failed = outcome.kind === "failed";
  await unit.db.updateTable("runs").set({ ended_at: unit.nowMs }).where("id", "=", step.run).execute();
  await updateItem(unit, item.id, { state: failed ? "failed" : "ready" });
  if (!share) return;
  await updateShare(unit, share.id, {
    state: failed ? "error" : "completed",
    error_code: failed ? outcome.code : null,
    warnings: JSON.stringify(warnings),
    ended_at: unit.nowMs,
  });
}
