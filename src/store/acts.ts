import type { ActKind, ActState } from "../contract/act-names.ts";
import type { ActQuery } from "../contract/acts.ts";
import type { ItemChange } from "../contract/items.ts";
import type { ActRow } from "./act-tables.ts";
import { insertRow, insertRows, type Reader, type Unit } from "./store.ts";

/** What an act does: one change to each of its items, or one item of two. */
export type ActChange = ItemChange | { readonly merge: { readonly from: string; readonly into: string } };

export interface ActCounts {
  readonly chosen: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
  readonly undone: number;
  readonly left: number;
}

/** How many items have the same reason; of a merge, `what` of the item it is about. */
export interface ActReason {
  readonly code: string;
  readonly what: string | null;
  readonly items: number;
}

export interface ActReasons {
  readonly refused: readonly ActReason[];
  readonly left: readonly ActReason[];
}

export const NONE_YET: ActCounts = { chosen: 0, changed: 0, same: 0, refused: 0, undone: 0, left: 0 };
export const NO_REASONS: ActReasons = { refused: [], left: [] };

export const changeOf = (row: Pick<ActRow, "change">) => JSON.parse(row.change) as ActChange;
export const queryOf = (row: Pick<ActRow, "query">) =>
  row.query === null ? null : (JSON.parse(row.query) as ActQuery);
export const countsOf = (row: Pick<ActRow, "counts">) => JSON.parse(row.counts) as ActCounts;
export const reasonsOf = (row: Pick<ActRow, "reasons">) => JSON.parse(row.reasons) as ActReasons;

/** So many reasons are told apart; there are fewer. */
const MOST_REASONS = 50;

/** The same reasons, each as often more. */
export function withReasons(known: readonly ActReason[], more: readonly Omit<ActReason, "items">[]): ActReason[] {
  const all = known.map((each) => ({ ...each }));
  for (const { code, what } of more) {
    const same = all.find((each) => each.code === code && each.what === what);
    if (same) same.items += 1;
    else if (all.length < MOST_REASONS) all.push({ code, what, items: 1 });
  }
  return all;
}

/** States in which an act is to be worked on. */
const DUE_STATES = ["running", "undoing"] as const satisfies readonly ActState[];
export const DUE_ACTS = { table: "acts", states: DUE_STATES } as const;

/** Writes an act and the items that it is still to change, as many a portion as one unit takes. */
export async function insertAct(
  unit: Unit,
  row: ActRow,
  { items, itemsAPortion }: { items: readonly string[]; itemsAPortion: number },
): Promise<void> {
  await insertRow(unit, "acts", row);
  const portions = Array.from({ length: Math.ceil(items.length / itemsAPortion) }, (_, n) => ({
    act: row.id,
    n,
    items: JSON.stringify(items.slice(n * itemsAPortion, (n + 1) * itemsAPortion)),
  }));
  await insertRows(unit, "act_portions", portions);
}

export async function findAct(db: Reader, { id, person }: { id: string; person: string }): Promise<ActRow | undefined> {
  return await db.selectFrom("acts").selectAll().where("id", "=", id).where("person", "=", person).executeTakeFirst();
}

export async function findActByIdempotencyKey(
  db: Reader,
  { person, idempotencyKey }: { person: string; idempotencyKey: string },
): Promise<ActRow | undefined> {
  return await db
    .selectFrom("acts")
    .selectAll()
    .where("person", "=", person)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
}

/** A person's acts, the newest first. */
export async function listActs(
  db: Reader,
  { person, after, limit }: { person: string; after: string | null; limit: number },
): Promise<ActRow[]> {
  let query = db.selectFrom("acts").selectAll().where("person", "=", person);
  if (after !== null) query = query.where("id", "<", after);
  return await query.orderBy("id", "desc").limit(limit).execute();
}

export async function countDueActs(db: Reader, person: string): Promise<number> {
  const { count } = await db
    .selectFrom("acts")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("person", "=", person)
    .where("state", "in", DUE_STATES)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Locks an act's row until the unit ends. It comes before the locks of items. */
export async function lockAct(unit: Unit, { id, person }: { id: string; person: string }): Promise<ActRow | undefined> {
  const query = unit.db.selectFrom("acts").selectAll().where("id", "=", id).where("person", "=", person);
  return await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export type ActChanges = Partial<
  Pick<ActRow, "state" | "counts" | "reasons" | "ended_at" | "leased_by" | "leased_until">
>;

/** What a person decides about an act, whose row is locked: whoever works on it finds that it is not theirs any more. */
export async function decideAct(unit: Unit, id: string, changes: ActChanges): Promise<void> {
  await unit.db
    .updateTable("acts")
    .set((eb) => ({
      leased_by: null,
      leased_until: null,
      ...changes,
      attempt: eb("attempt", "+", 1),
      tries: 0,
      updated_at: unit.nowMs,
    }))
    .where("id", "=", id)
    .execute();
}

/** Who works on an act, as which attempt, in which of its states. */
export interface HeldAct {
  readonly id: string;
  readonly attempt: number;
  readonly state: ActState;
}

/** The row of an act that is still held, locked until the unit ends: nobody decides about it until then. */
export async function holdAct(unit: Unit, { id, attempt, state }: HeldAct): Promise<ActRow | undefined> {
  const query = unit.db
    .selectFrom("acts")
    .selectAll()
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", state);
  return await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

/** What whoever holds an act writes about it, its row locked. */
export async function noteAct(unit: Unit, id: string, changes: ActChanges): Promise<void> {
  await unit.db
    .updateTable("acts")
    .set({ ...changes, tries: 0, updated_at: unit.nowMs })
    .where("id", "=", id)
    .execute();
}

/** The items that an act changes next; null when none is left. */
export async function nextPortion(db: Reader, act: string): Promise<{ n: number; items: string[] } | null> {
  const row = await db
    .selectFrom("act_portions")
    .select(["n", "items"])
    .where("act", "=", act)
    .orderBy("n")
    .limit(1)
    .executeTakeFirst();
  return row ? { n: row.n, items: JSON.parse(row.items) as string[] } : null;
}

export async function removePortion(unit: Unit, { act, n }: { act: string; n: number }): Promise<void> {
  await unit.db.deleteFrom("act_portions").where("act", "=", act).where("n", "=", n).execute();
}

/** What was to be changed yet is left as it is. */
export async function removePortions(unit: Unit, act: string): Promise<void> {
  await unit.db.deleteFrom("act_portions").where("act", "=", act).execute();
}

/** Keeps how items were before an act changed them. */
export async function keepBefore(
  unit: Unit,
  act: string,
  items: readonly { readonly item: string; readonly before: unknown }[],
): Promise<void> {
  await insertRows(
    unit,
    "act_items",
    items.map(({ item, before }) => ({ act, item, before: JSON.stringify(before) })),
  );
}

/** Some items that an act changed and that were not taken back yet. */
export async function changedByAct(
  db: Reader,
  { act, limit }: { act: string; limit: number },
): Promise<{ item: string; before: string }[]> {
  return await db
    .selectFrom("act_items")
    .select(["item", "before"])
    .where("act", "=", act)
    .orderBy("item")
    .limit(limit)
    .execute();
}

export async function forgetBefore(
  unit: Unit,
  { act, items }: { act: string; items: readonly string[] },
): Promise<void> {
  if (items.length === 0) return;
  await unit.db.deleteFrom("act_items").where("act", "=", act).where("item", "in", items).execute();
}

/** Acts that ended before then. */
export async function actsEndedBefore(
  db: Reader,
  { endedBeforeMs, limit }: { endedBeforeMs: number; limit: number },
): Promise<string[]> {
  const rows = await db.selectFrom("acts").select("id").where("ended_at", "<", endedBeforeMs).limit(limit).execute();
  return rows.map(({ id }) => id);
}

export async function kindOfAct(db: Reader, id: string): Promise<ActKind | undefined> {
  return (await db.selectFrom("acts").select("kind").where("id", "=", id).executeTakeFirst())?.kind;
}

export async function removeAct(unit: Unit, id: string): Promise<void> {
  await unit.db.deleteFrom("acts").where("id", "=", id).execute();
}
