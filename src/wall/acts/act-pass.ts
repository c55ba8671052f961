import type { Log } from "../../core/events.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { Channel } from "../../core/ports/doorbells.ts";
import type { ActRow } from "../../store/act-tables.ts";
import {
  type ActChange,
  changedByAct,
  changeOf,
  countsOf,
  forgetBefore,
  type HeldAct,
  holdAct,
  keepBefore,
  nextPortion,
  noteAct,
  reasonsOf,
  removePortion,
  withReasons,
} from "../../store/acts.ts";
import type { Store, Unit } from "../../store/store.ts";
import { WallGone } from "../../store/wall-clock.ts";
import { changePortion, type ItemOutcome } from "./change-portion.ts";
import type { Changed } from "./standing.ts";
import { takeBackPortion } from "./take-back-portion.ts";

/** Items that one unit changes: enough to save commits, few enough that nobody else waits long. */
export const ITEMS_A_UNIT = 50;

export interface ActDeps {
  readonly store: Store;
  readonly channel: Channel;
  readonly log: Log;
}

/** Somebody else works on the act, or its person decided about it. */
export class ActLost extends Error {
  constructor() {
    super("the act is not ours any more");
    this.name = "ActLost";
  }
}

export interface Working {
  readonly held: HeldAct;
  /** How long the act stays ours after each of its units. */
  readonly leaseMs: number;
  readonly signal?: AbortSignal;
  /** Told what became of items after each unit that changed some. */
  readonly onChanged?: (outcomes: readonly ItemOutcome[]) => void;
}

/**
 * Works on an act until it has ended: changes its items a portion a unit, or takes them back. A crash leaves rows that say
 * what is still to be done.
 * @throws ActLost; whatever the database throws
 */
export async function workOnAct(deps: ActDeps, working: Working): Promise<void> {
  const { held, signal, onChanged } = working;
  const isUndo = held.state === "undoing";
  for (let isEnded = false; !isEnded; ) {
    signal?.throwIfAborted();
    const work = () => deps.store.write((unit) => (isUndo ? takeBackSome(unit, working) : changeSome(unit, working)));
    // A wall that was deleted while things were on their way to it: now it is known.
    const done = await work().catch((error: unknown) => {
      if (error instanceof WallGone) return work();
      throw error;
    });
    if (done === null) throw new ActLost();
    visitFailpoint(isUndo ? "act-items-undone" : "act-items-changed");
    if (done.walls.length > 0) deps.channel.publish({ kind: "walls", walls: done.walls });
    onChanged?.(done.outcomes);
    ({ isEnded } = done);
  }
  deps.log("info", "act-ended", { act: held.id, was: held.state });
}

interface Done {
  readonly walls: readonly string[];
  readonly outcomes: readonly ItemOutcome[];
  readonly isEnded: boolean;
}

async function changeSome(unit: Unit, { held, leaseMs }: Working): Promise<Done | null> {
  const act = await holdAct(unit, held);
  if (!act) return null;
  const portion = await nextPortion(unit.db, act.id);
  if (portion === null) return await end(unit, act, { state: "done" });
  const change = itemChangeOf(changeOf(act));
  const { outcomes, walls } = await changePortion(unit, { ids: portion.items, change, person: act.person });
  const changed = outcomes.filter((each) => each.became === "changed");
  await keepBefore(unit, act.id, changed);
  await removePortion(unit, { act: act.id, n: portion.n });
  const refused = outcomes.filter((each) => each.became === "refused");
  const counts = countsOf(act);
  const reasons = reasonsOf(act);
  const why = refused.map(({ problem }) => ({ code: problem.code, what: null }));
  await noteAct(unit, act.id, {
    counts: JSON.stringify({
      ...counts,
      changed: counts.changed + changed.length,
      same: counts.same + outcomes.length - changed.length - refused.length,
      refused: counts.refused + refused.length,
    }),
    reasons: JSON.stringify({ ...reasons, refused: withReasons(reasons.refused, why) }),
    leased_until: unit.nowMs + leaseMs,
  });
  const isEnded = (await nextPortion(unit.db, act.id)) === null;
  if (isEnded) await end(unit, act, { state: "done" });
  return { walls, outcomes, isEnded };
}

async function takeBackSome(unit: Unit, { held, leaseMs }: Working): Promise<Done | null> {
  const act = await holdAct(unit, held);
  if (!act) return null;
  const rows = await changedByAct(unit.db, { act: act.id, limit: ITEMS_A_UNIT });
  if (rows.length === 0) return await end(unit, act, { state: "undone" });
  const some = rows.map(({ item, before }) => ({ item, before: JSON.parse(before) as Changed }));
  const { outcomes, walls } = await takeBackPortion(unit, { some, person: act.person });
  await forgetBefore(unit, { act: act.id, items: rows.map(({ item }) => item) });
  const left = outcomes.flatMap(({ left: code }) => (code === null ? [] : [{ code, what: null }]));
  const counts = countsOf(act);
  const reasons = reasonsOf(act);
  await noteAct(unit, act.id, {
    counts: JSON.stringify({
      ...counts,
      changed: counts.changed - rows.length,
      undone: counts.undone + rows.length - left.length,
      left: counts.left + left.length,
    }),
    reasons: JSON.stringify({ ...reasons, left: withReasons(reasons.left, left) }),
    leased_until: unit.nowMs + leaseMs,
  });
  const isEnded = rows.length < ITEMS_A_UNIT;
  if (isEnded) await end(unit, act, { state: "undone" });
  return { walls, outcomes: [], isEnded };
}

async function end(unit: Unit, { id }: ActRow, { state }: { state: "done" | "undone" }): Promise<Done> {
  await noteAct(unit, id, { state, ended_at: unit.nowMs, leased_by: null, leased_until: null });
  return { walls: [], outcomes: [], isEnded: true };
}

/** What a merge changed is taken back by itself. */
function itemChangeOf(change: ActChange) {
  if ("merge" in change) throw new Error("a merge is done at once");
  return change;
}
