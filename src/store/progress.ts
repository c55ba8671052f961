import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ReadingAnchor } from "../contract/reading.ts";
import type { ReadingState } from "../contract/reading-states.ts";
import type { ProgressRow } from "./reading-tables.ts";
import type { Reader, Unit } from "./store.ts";

/** Who is no further has seen it, and not begun. */
export const BEGUN_FROM_THOUSANDTHS = 10;

/** How far a row says that somebody is. */
export function readingStateOf({ read_at, thousandths }: Pick<ProgressRow, "read_at" | "thousandths">): ReadingState {
  if (read_at !== null) return "read";
  return thousandths >= BEGUN_FROM_THOUSANDTHS ? "reading" : "unread";
}

/** The same of a row of `items`, for who looks through many. */
export function readingStands(person: string): Record<ReadingState, RawBuilder<SqlBool>> {
  const opened = sql`select progress.item from progress where progress.person = ${person}`;
  const begun = sql`progress.thousandths >= ${BEGUN_FROM_THOUSANDTHS}`;
  return {
    read: sql`(items.id in (${opened} and progress.read_at is not null))`,
    reading: sql`(items.id in (${opened} and progress.read_at is null and ${begun}))`,
    unread: sql`(items.id not in (${opened} and (progress.read_at is not null or ${begun})))`,
  };
}

export const anchorOf = ({ anchor }: Pick<ProgressRow, "anchor">): ReadingAnchor | null =>
  anchor === null ? null : (JSON.parse(anchor) as ReadingAnchor);

export async function findProgress(
  db: Reader,
  { item, person }: { item: string; person: string },
): Promise<ProgressRow | undefined> {
  return await db
    .selectFrom("progress")
    .selectAll()
    .where("item", "=", item)
    .where("person", "=", person)
    .executeTakeFirst();
}

export async function setProgress(unit: Unit, row: ProgressRow): Promise<void> {
  const { item: _item, person: _person, ...changes } = row;
  await unit.db
    .insertInto("progress")
    .values(row)
    .onConflict((conflict) => conflict.columns(["item", "person"]).doUpdateSet(changes))
    .execute();
}

/** How far a person is in these items; those that they never opened are left out. */
export async function progressOfItems(
  db: Reader,
  { items, person }: { items: readonly string[]; person: string },
): Promise<ProgressRow[]> {
  if (items.length === 0) return [];
  return await db
    .selectFrom("progress")
    .selectAll()
    .where("item", "in", items)
    .where("person", "=", person)
    .orderBy("opened_at", "desc")
    .orderBy("item", "desc")
    .execute();
}

/** What a person opened, the last first, beyond the one whose keys are `beyond`. */
export async function listProgress(
  db: Reader,
  asked: { person: string; beyond: { openedAt: number; item: string } | null; limit: number },
): Promise<ProgressRow[]> {
  const { beyond } = asked;
  let query = db.selectFrom("progress").selectAll().where("person", "=", asked.person);
  if (beyond)
    query = query.where((eb) => eb(eb.refTuple("opened_at", "item"), "<", eb.tuple(beyond.openedAt, beyond.item)));
  return await query.orderBy("opened_at", "desc").orderBy("item", "desc").limit(asked.limit).execute();
}
