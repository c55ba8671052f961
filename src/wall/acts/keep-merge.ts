import { newId } from "../../core/ids.ts";
import { insertAct, keepBefore, NO_REASONS, NONE_YET } from "../../store/acts.ts";
import type { Unit } from "../../store/store.ts";
import type { MergeBefore } from "./merge-before.ts";

/** Keeps what a merge changed, in its unit, so that it can be taken back. Tells the act. */
export async function keepMerge(
  unit: Unit,
  { from, into, person, before }: { from: string; into: string; person: string; before: MergeBefore },
): Promise<string> {
  const id = newId(unit.nowMs);
  const times = { created_at: unit.nowMs, updated_at: unit.nowMs, ended_at: unit.nowMs };
  await insertAct(
    unit,
    {
      ...{ id, person, kind: "merge", state: "done", query: null, idempotency_key: null, fingerprint: "" },
      change: JSON.stringify({ merge: { from, into } }),
      counts: JSON.stringify({ ...NONE_YET, chosen: 1, changed: 1 }),
      reasons: JSON.stringify(NO_REASONS),
      ...{ attempt: 0, tries: 0, leased_by: null, leased_until: null, ...times },
    },
    { items: [], itemsAPortion: 1 },
  );
  await keepBefore(unit, id, [{ item: from, before }]);
  return id;
}
