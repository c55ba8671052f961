import { idTimeMs } from "../core/ids.ts";
import { leastIdOf } from "./any-item.ts";
import type { ResurfacedRow, ResurfacingRow } from "./reading-tables.ts";
import type { Reader, Unit } from "./store.ts";
import type { ItemRow } from "./tables.ts";

/** Who has no more than so many items is looked through whole; of more, about as many are drawn. */
const LOOKED_THROUGH = 300;
const NUMBERS = 128;
const TIMES = 8;
const A_TIME = 12;
const UNSEEN = 40;
const MARKED = 24;

const COLUMNS = ["id", "seq", "site", "created_at"] as const;
type Drawn = Pick<ItemRow, (typeof COLUMNS)[number]>;

/** An item that may come back, and what is known of its being seen. */
export interface DrawnItem extends Drawn {
  readonly progress: {
    readonly opened_at: number;
    readonly thousandths: number;
    readonly read_at: number | null;
  } | null;
  readonly isMarked: boolean;
  readonly shownOn: string | null;
}

/**
 * Items of a person that may be brought back, at the same cost however many there are: every read is of a few rows along
 * an index. Those that are archived, in the trash, merged or not wanted again are left out.
 * @param chance from 0 to below 1, the same for the same name
 */
export async function drawItems(db: Reader, person: string, chance: (name: string) => number): Promise<DrawnItem[]> {
  const first = await own(db, person).orderBy("id").limit(LOOKED_THROUGH).execute();
  const drawn = new Map(first.map((row) => [row.id, row]));
  if (first.length === LOOKED_THROUGH) {
    drawn.clear();
    for (const row of await drawnAmongMany(db, { person, first: first[0] as Drawn, chance })) drawn.set(row.id, row);
  }
  const ids = [...drawn.keys()];
  if (ids.length === 0) return [];
  const standing = await db
    .selectFrom("items")
    .select("id")
    .where("id", "in", ids)
    .where("deleted_at", "is", null)
    .where("archived_at", "is", null)
    .where("merged_into", "is", null)
    .execute();
  const of = <Row extends { item: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.item, row]));
  const progress = of(
    await db
      .selectFrom("progress")
      .select(["item", "opened_at", "thousandths", "read_at"])
      .where("item", "in", ids)
      .where("person", "=", person)
      .execute(),
  );
  const marked = of(
    await db
      .selectFrom("highlights")
      .select("item")
      .distinct()
      .where("item", "in", ids)
      .where("person", "=", person)
      .execute(),
  );
  const shown = of(
    await db.selectFrom("resurfaced").selectAll().where("item", "in", ids).where("person", "=", person).execute(),
  );
  return standing.flatMap(({ id }) => {
    const row = drawn.get(id);
    const before = shown.get(id);
    if (!row || (before !== undefined && before.never_at !== null)) return [];
    return [{ ...row, progress: progress.get(id) ?? null, isMarked: marked.has(id), shownOn: before?.day ?? null }];
  });
}

const own = (db: Reader, person: string) => db.selectFrom("items").select(COLUMNS).where("owner", "=", person);

async function drawnAmongMany(
  db: Reader,
  { person, first, chance }: { person: string; first: Drawn; chance: (name: string) => number },
): Promise<Drawn[]> {
  const last = (await own(db, person).orderBy("id", "desc").limit(1).executeTakeFirst()) ?? first;
  const between = (name: string, least: number, most: number): number =>
    least + Math.floor(chance(name) * (most - least + 1));
  // By the items' numbers, which all people's items share, each as likely as the other; and, beside many other people's
  // items, by times between the first and the last.
  const [least, most] = [first.seq, last.seq].map(Number).toSorted((a, b) => a - b) as [number, number];
  const numbers = Array.from({ length: NUMBERS }, (_, n) => between(`number ${n}`, least, most));
  const drawn = await own(db, person).where("seq", "in", numbers).execute();
  for (let n = 0; n < TIMES; n++) {
    const from = leastIdOf(between(`time ${n}`, idTimeMs(first.id), idTimeMs(last.id)));
    drawn.push(...(await own(db, person).where("id", ">=", from).orderBy("id").limit(A_TIME).execute()));
  }
  const told = [...(await longUnseen(db, person)), ...(await marked(db, person, chance("marked")))];
  if (told.length > 0) drawn.push(...(await own(db, person).where("id", "in", told).execute()));
  return drawn;
}

/** What they opened, and not for the longest. */
async function longUnseen(db: Reader, person: string): Promise<string[]> {
  const rows = await db
    .selectFrom("progress")
    .select("item")
    .where("person", "=", person)
    .orderBy("opened_at")
    .orderBy("item")
    .limit(UNSEEN)
    .execute();
  return rows.map(({ item }) => item);
}

/** Items that have a highlight, from some time on. */
async function marked(db: Reader, person: string, chance: number): Promise<string[]> {
  const all = () => db.selectFrom("highlights").select(["item", "created_at"]).where("person", "=", person);
  const first = await all().orderBy("created_at").orderBy("id").limit(1).executeTakeFirst();
  const last = await all().orderBy("created_at", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  if (!first || !last) return [];
  const from = Math.floor(first.created_at + chance * (last.created_at - first.created_at));
  const rows = await all().where("created_at", ">=", from).orderBy("created_at").orderBy("id").limit(MARKED).execute();
  return rows.map(({ item }) => item);
}

/** What was brought back to a person on a day, in its order. */
export async function resurfacedOn(
  db: Reader,
  { person, day }: { person: string; day: string },
): Promise<ResurfacedRow[]> {
  return await db
    .selectFrom("resurfaced")
    .selectAll()
    .where("person", "=", person)
    .where("day", "=", day)
    .where("never_at", "is", null)
    .orderBy("n")
    .execute();
}

/** Keeps what was brought back on a day; what the person said of it before stays. */
export async function noteResurfaced(unit: Unit, row: ResurfacedRow): Promise<void> {
  const { day, n, why } = row;
  await unit.db
    .insertInto("resurfaced")
    .values(row)
    .onConflict((conflict) => conflict.columns(["item", "person"]).doUpdateSet({ day, n, why }))
    .execute();
}

/** It is not brought back again, whether it ever was or not. */
export async function neverAgain(unit: Unit, { item, person }: { item: string; person: string }): Promise<void> {
  await unit.db
    .insertInto("resurfaced")
    .values({ item, person, day: "", n: 0, why: "never-opened", never_at: unit.nowMs })
    .onConflict((conflict) => conflict.columns(["item", "person"]).doUpdateSet({ never_at: unit.nowMs }))
    .execute();
}

export async function resurfacingOf(db: Reader, person: string): Promise<ResurfacingRow> {
  const row = await db.selectFrom("resurfacing").selectAll().where("person", "=", person).executeTakeFirst();
  return row ?? { person, off_at: null, dismissed_day: null };
}

export async function setResurfacing(unit: Unit, row: ResurfacingRow): Promise<void> {
  const { person: _person, ...changes } = row;
  await unit.db
    .insertInto("resurfacing")
    .values(row)
    .onConflict((conflict) => conflict.column("person").doUpdateSet(changes))
    .execute();
}
