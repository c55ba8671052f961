import { Problem } from "../../contract/problems.ts";
import type { ActRow } from "../../store/act-tables.ts";
import {
  changedByAct,
  changeOf,
  countsOf,
  decideAct,
  findAct,
  forgetBefore,
  lockAct,
  removePortions,
  withReasons,
} from "../../store/acts.ts";
import type { Unit } from "../../store/store.ts";
import type { ActDeps } from "./act-pass.ts";
import { heldHere, ITEMS_AT_ONCE, workHere } from "./begin-act.ts";
import { mergeBeforeOf, undoMerge } from "./undo-merge.ts";

/** What follows the commit. */
type Decided =
  | { readonly next: "work-here"; readonly row: ActRow }
  | { readonly next: "work-anywhere" }
  | { readonly next: "nothing"; readonly walls: readonly string[] };

/**
 * Takes an act back, also while it runs; a few items are as they were when it resolves. Asked again while it is being taken
 * back, nothing more happens.
 * @throws Problem not-found, nothing-to-undo, already-undone; of a merge also item-merged, item-in-trash, quota-reached
 */
export async function undoAct(deps: ActDeps, { id, person }: { id: string; person: string }): Promise<void> {
  const decided = await deps.store.write(async (unit): Promise<Decided> => {
    const row = await lockAct(unit, { id, person });
    if (!row) throw new Problem("not-found", "There is no such act; they are kept for 30 days.");
    if (row.state === "undoing") return { next: "work-anywhere" };
    if (row.state === "undone") throw new Problem("already-undone", "This was taken back before.");
    if (row.kind === "merge") return { next: "nothing", walls: await partAgain(unit, row) };
    const { changed } = countsOf(row);
    if (changed === 0 && row.state !== "running") throw new Problem("nothing-to-undo", "It changed nothing.");
    await removePortions(unit, id);
    const isHere = changed <= ITEMS_AT_ONCE;
    await decideAct(unit, id, { state: "undoing", ended_at: null, ...(isHere ? heldHere(unit) : {}) });
    const now = await findAct(unit.db, { id, person });
    return isHere && now ? { next: "work-here", row: now } : { next: "work-anywhere" };
  });
  if (decided.next === "work-here") await workHere(deps, decided.row);
  else if (decided.next === "work-anywhere") deps.channel.publish({ kind: "act", act: id });
  else deps.channel.publish({ kind: "walls", walls: decided.walls });
}

/** A merge is taken back at once. Tells the walls concerned. */
async function partAgain(unit: Unit, row: ActRow): Promise<readonly string[]> {
  const { id, person } = row;
  const change = changeOf(row);
  const [kept] = await changedByAct(unit.db, { act: id, limit: 1 });
  if (!("merge" in change)) throw new Error("a merge that names no items");
  const before = mergeBeforeOf(kept?.before);
  const { left, walls } = await undoMerge(unit, { ...change.merge, person, before });
  await forgetBefore(unit, { act: id, items: [change.merge.from] });
  const isWhole = left.length === 0;
  await decideAct(unit, id, {
    state: "undone",
    ended_at: unit.nowMs,
    counts: JSON.stringify({ ...countsOf(row), changed: 0, undone: isWhole ? 1 : 0, left: isWhole ? 0 : 1 }),
    reasons: JSON.stringify({ refused: [], left: withReasons([], left) }),
  });
  return walls;
}
