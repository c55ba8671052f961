import type { AccountChangeRow, ChangedKind } from "./account-change-tables.ts";
import { takeChangeNumber } from "./change-numbers.ts";
import type { Reader, Unit } from "./store.ts";

/** Something that a person sees changed, came or went. */
export interface Change {
  readonly person: string;
  readonly kind: ChangedKind;
  readonly id: string;
  /** It is gone, or they may not see it any more. */
  readonly isGone?: boolean;
  /** A wall that they did not see before: all that stands on it is to be told as well. */
  readonly isWhole?: boolean;
}

/** So many rows in one statement; SQLite takes 32,766 values. */
const MARKS_A_STATEMENT = 500;

/**
 * Tells those who mirror an account of these changes. Call it in the unit that makes them, late, since others who change the
 * same thing wait from here on; marking twice does no harm.
 */
export async function markChanges(unit: Unit, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const number = await takeChangeNumber(unit);
  const rows = new Map<string, AccountChangeRow>();
  // In one order, so that two units that mark the same things cannot wait for each other; of one thing the last word counts.
  for (const { person, kind, id, isGone = false, isWhole = false } of changes)
    rows.set(`${person} ${kind} ${id}`, {
      person,
      kind,
      thing: id,
      number,
      whole_from: isWhole || rows.get(`${person} ${kind} ${id}`)?.whole_from ? number : 0,
      gone_at: isGone ? unit.nowMs : null,
    });
  const sorted = [...rows.keys()].sort().flatMap((key) => rows.get(key) ?? []);
  for (let at = 0; at < sorted.length; at += MARKS_A_STATEMENT)
    await unit.db
      .insertInto("account_changes")
      .values(sorted.slice(at, at + MARKS_A_STATEMENT))
      .onConflict((conflict) =>
        conflict.columns(["person", "kind", "thing"]).doUpdateSet((eb) => ({
          number: eb.ref("excluded.number"),
          gone_at: eb.ref("excluded.gone_at"),
          whole_from: eb
            .case()
            .when("excluded.whole_from", ">", 0)
            .then(eb.ref("excluded.whole_from"))
            .else(eb.ref("account_changes.whole_from"))
            .end(),
        })),
      )
      .execute();
}

/** A wall is another than it was, for everybody who sees it. */
export async function markWalls(unit: Unit, walls: readonly string[], { isGone = false } = {}): Promise<void> {
  if (walls.length === 0) return;
  const owners = unit.db.selectFrom("walls").select(["id as wall", "owner as person"]).where("id", "in", walls);
  const members = unit.db.selectFrom("members").select(["wall", "person"]).where("wall", "in", walls);
  const seers = await owners.unionAll(members).execute();
  await markChanges(
    unit,
    seers.map(({ wall, person }) => ({ person, kind: "wall" as const, id: wall, isGone })),
  );
}

/** Highlights were made, changed or taken away: whoever writes rows of `highlights` says so here. */
export async function markHighlights(
  unit: Unit,
  highlights: readonly { readonly id: string; readonly person: string }[],
  { isGone = false } = {},
): Promise<void> {
  await markChanges(
    unit,
    highlights.map(({ id, person }) => ({ person, kind: "highlight" as const, id, isGone })),
  );
}

export interface ChangesAsked {
  readonly person: string;
  readonly from: number;
  readonly to: number;
  readonly after: Pick<AccountChangeRow, "number" | "kind" | "thing"> | null;
  readonly limit: number;
}

/** What changed of a person from one number to before another, in the order of the numbers. */
export async function changesOfPerson(
  db: Reader,
  { person, from, to, after, limit }: ChangesAsked,
): Promise<AccountChangeRow[]> {
  let query = db
    .selectFrom("account_changes")
    .selectAll()
    .where("person", "=", person)
    .where("number", ">=", from)
    .where("number", "<", to);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("number", "kind", "thing"), ">", eb.tuple(after.number, after.kind, after.thing)),
    );
  return await query.orderBy("number").orderBy("kind").orderBy("thing").limit(limit).execute();
}

/** Walls that a person came to see at this number or later. */
export async function wallsSeenSince(
  db: Reader,
  { person, from }: { person: string; from: number },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("account_changes")
    .select("thing")
    .where("person", "=", person)
    .where("kind", "=", "wall")
    .where("whole_from", ">=", from)
    .where("gone_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.thing));
}

/**
 * Forgets marks of what went before this moment. Cursors that have not come past them begin anew from then on.
 * @returns whether there may be more
 */
export async function forgetGone(
  unit: Unit,
  { goneBeforeMs, limit }: { goneBeforeMs: number; limit: number },
): Promise<boolean> {
  const old = await unit.db
    .selectFrom("account_changes")
    .select(["person", "kind", "thing", "number"])
    .where("gone_at", "<", goneBeforeMs)
    .orderBy("gone_at")
    .limit(limit)
    .execute();
  for (const { person, kind, thing, number } of old)
    await unit.db
      .deleteFrom("account_changes")
      .where("person", "=", person)
      .where("kind", "=", kind)
      .where("thing", "=", thing)
      .where("number", "=", number)
      .execute();
  const floor = Math.max(0, ...old.map((row) => row.number));
  await unit.db.updateTable("change_numbers").set({ floor }).where("floor", "<", floor).execute();
  return old.length === limit;
}
