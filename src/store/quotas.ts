import { sql } from "kysely";
import { Problem } from "../contract/problems.ts";
import type { QuotaRow } from "./quota-row.ts";
import { compiledOnce, type Reader, type Unit } from "./store.ts";

/** The person of the row that has what the house sets for everybody. */
const HOUSE = "";
/** Stands for no limit, so that the one comparison of an accept needs no other case; nobody reaches it. */
export const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** What is added to what a person has. */
export interface Use {
  readonly items: number;
  readonly bytes: number;
}

export interface Limits {
  readonly items: number;
  readonly bytes: number;
  readonly aiUsd6: number;
}

/**
 * Of twenty units at once of which one fits, one changes the row. What is not added is not looked at: a person who has
 * more things than they may by now can still add a file to one of them.
 */
const grow = compiledOnce<{ person: string }, [number, number, string, number, number]>(
  (db, [items, bytes, person, newItems, newBytes]) =>
    db
      .updateTable("quotas")
      .set((eb) => ({ items: eb("items", "+", items), bytes: eb("bytes", "+", bytes) }))
      .where("person", "=", person)
      .where((eb) => eb(eb("items", "+", newItems), "<=", larger("items", "most_items")))
      .where((eb) => eb(eb("bytes", "+", newBytes), "<=", larger("bytes", "most_bytes")))
      .returning("person"),
);

const larger = (one: string, other: string) =>
  sql<number>`case when ${sql.ref(one)} > ${sql.ref(other)} then ${sql.ref(one)} else ${sql.ref(other)} end`;

/**
 * Counts what a unit brings for a person, if it fits. It locks the person's row until COMMIT, so it comes late in a unit,
 * right before the numbers of clocks are taken, and never after one is: that is the order of locks everywhere.
 * @throws Problem quota-reached
 */
export async function addUse(unit: Unit, person: string, { items, bytes }: Use): Promise<void> {
  if (items === 0 && bytes === 0) return;
  const grown = () => grow(unit.db, [items, bytes, person, items, bytes]);
  if ((await grown()).length === 1) return;
  // The first thing of a person makes the row; asking for that each time would cost as much as the counting. Somebody else may
  // be making it just now, so it is only known after another try whether there is room.
  if (!(await findQuota(unit.db, person))) await makeRow(unit, person);
  if ((await grown()).length === 1) return;
  const standing = await findQuota(unit.db, person);
  if (standing) throw quotaReached(standing, { items, bytes });
}

const shrink = compiledOnce<never, [number, number, string]>(
  (db, [items, bytes, person]) =>
    db
      .updateTable("quotas")
      .set((eb) => ({ items: eb("items", "-", items), bytes: eb("bytes", "-", bytes) }))
      .where("person", "=", person) as never,
);

/** What was removed, or was made one with something else, counts no more. The same place in the order of locks. */
export async function takeUse(unit: Unit, person: string, { items, bytes }: Use): Promise<void> {
  if (items !== 0 || bytes !== 0) await shrink(unit.db, [items, bytes, person]);
}

export async function findQuota(db: Reader, person: string): Promise<QuotaRow | undefined> {
  return await db.selectFrom("quotas").selectAll().where("person", "=", person).executeTakeFirst();
}

export async function quotasOf(db: Reader, people: readonly string[]): Promise<Map<string, QuotaRow>> {
  if (people.length === 0) return new Map();
  const rows = await db.selectFrom("quotas").selectAll().where("person", "in", people).execute();
  return new Map(rows.map((row) => [row.person, row]));
}

/** What the house sets for everybody who has nothing of their own. */
export async function houseLimits(db: Reader): Promise<Limits> {
  const row = await findQuota(db, HOUSE);
  return {
    items: row?.most_items ?? NO_LIMIT,
    bytes: row?.most_bytes ?? NO_LIMIT,
    aiUsd6: row?.most_ai_usd6 ?? NO_LIMIT,
  };
}

const aiLimit = compiledOnce<{ most_ai_usd6: number }, [string]>((db, [person]) =>
  db.selectFrom("quotas").select("most_ai_usd6").where("person", "=", person),
);

/** What a person may spend on analyses in a month, in micro-dollars; null is no limit. */
export async function aiLimitOf(db: Reader, person: string): Promise<number | null> {
  const [row] = await aiLimit(db, [person]);
  const most = row ? Number(row.most_ai_usd6) : (await houseLimits(db)).aiUsd6;
  return most >= NO_LIMIT ? null : most;
}

/**
 * How much more a person may bring, with their row locked where there is a limit, so that it holds until the unit ends.
 * Where there is none nobody waits for anybody.
 */
export async function roomOf(unit: Unit, person: string): Promise<Use> {
  let row = await findQuota(unit.db, person);
  if (!row) {
    await makeRow(unit, person);
    row = await findQuota(unit.db, person);
  }
  if (!row || (row.most_items >= NO_LIMIT && row.most_bytes >= NO_LIMIT)) return { items: NO_LIMIT, bytes: NO_LIMIT };
  const locked = await lockQuota(unit, person);
  return locked ? roomIn(locked) : { items: NO_LIMIT, bytes: NO_LIMIT };
}

export const roomIn = ({ items, bytes, most_items, most_bytes }: QuotaRow): Use => ({
  items: Math.max(0, most_items - items),
  bytes: Math.max(0, most_bytes - bytes),
});

/**
 * Refuses what has no room before it arrives. What waits counts too: uploads that no share has named yet, and sources of
 * imports that have not ended; so that of twenty that begin at once as many begin as there is room for.
 * @throws Problem quota-reached
 */
export async function requireRoom(unit: Unit, person: string, wanted: Use): Promise<void> {
  const room = await roomOf(unit, person);
  if (room.items >= NO_LIMIT && room.bytes >= NO_LIMIT) return;
  const waiting = room.bytes >= NO_LIMIT ? 0 : await bytesWaiting(unit.db, person);
  if (wanted.items <= room.items && (wanted.bytes === 0 || wanted.bytes + waiting <= room.bytes)) return;
  const row = await findQuota(unit.db, person);
  if (row) throw quotaReached({ ...row, bytes: row.bytes + waiting }, wanted);
}

/** Whether a person has room for any bytes at all, what waits counted; for whoever is about to fetch or unpack some. */
export async function hasRoomForBytes(db: Reader, person: string): Promise<boolean> {
  const row = await findQuota(db, person);
  if (!row || row.most_bytes >= NO_LIMIT) return true;
  return row.bytes + (await bytesWaiting(db, person)) < row.most_bytes;
}

/** Bytes that belong to a person and to no item of theirs; there are few such files in a house, and an index has them. */
async function bytesWaiting(db: Reader, person: string): Promise<number> {
  const row = await db
    .selectFrom("files")
    .select((eb) => eb.fn.sum<number | null>("bytes").as("bytes"))
    .where("item", "is", null)
    .where("owner", "=", person)
    .where((eb) =>
      eb.or([
        eb("state", "=", "staged"),
        eb.and([
          eb("state", "=", "kept"),
          eb(
            "id",
            "in",
            eb.selectFrom("imports").select("file").where("person", "=", person).where("ended_at", "is", null),
          ),
        ]),
      ]),
    )
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
}

function quotaReached(row: QuotaRow, wanted: Use): Problem {
  if (wanted.items > 0 && row.items + wanted.items > row.most_items)
    return new Problem(
      "quota-reached",
      `You have ${row.items} of the ${row.most_items} things that you may have here. Empty the trash, or ask the owner for more.`,
      { params: { used: row.items, max: row.most_items } },
    );
  return new Problem(
    "quota-reached",
    `Your files have ${row.bytes} of the ${row.most_bytes} bytes that they may have here. Empty the trash, or ask the owner for more.`,
    { params: { used: row.bytes, max_bytes: row.most_bytes } },
  );
}

/** The row of somebody who had none. Who changes what the house sets waits for it, and then finds it. */
async function makeRow(unit: Unit, person: string): Promise<void> {
  await makeHouseRow(unit);
  const house = await lockQuota(unit, HOUSE, "share");
  if (!house) return;
  const { most_items, most_bytes, most_ai_usd6 } = house;
  await unit.db
    .insertInto("quotas")
    .values({ ...NOTHING, person, most_items, most_bytes, most_ai_usd6 })
    .onConflict((conflict) => conflict.column("person").doNothing())
    .execute();
}

const NOTHING = { items: 0, bytes: 0, own_items: null, own_bytes: null, own_ai_usd6: null } as const;

async function makeHouseRow(unit: Unit): Promise<void> {
  await unit.db
    .insertInto("quotas")
    .values({ ...NOTHING, person: HOUSE, most_items: NO_LIMIT, most_bytes: NO_LIMIT, most_ai_usd6: NO_LIMIT })
    .onConflict((conflict) => conflict.column("person").doNothing())
    .execute();
}

/** Locks a person's row for a unit that counts after it has taken numbers of clocks: rows of quotas come before those. */
export async function lockUse(unit: Unit, person: string): Promise<void> {
  await lockQuota(unit, person);
}

async function lockQuota(
  unit: Unit,
  person: string,
  how: "share" | "update" = "update",
): Promise<QuotaRow | undefined> {
  const query = unit.db.selectFrom("quotas").selectAll().where("person", "=", person);
  if (unit.dialect !== "postgres") return await query.executeTakeFirst();
  return await (how === "share" ? query.forShare() : query.forUpdate()).executeTakeFirst();
}

/** Limits that are to be set; what is left out stays. Null for a person is as the house has it. */
export type NewLimits = { readonly [Kind in keyof Limits]?: number | null };

/** Sets what one person may have. Tells what counts for them now. */
export async function setLimits(unit: Unit, person: string, limits: NewLimits): Promise<QuotaRow> {
  await makeRow(unit, person);
  const house = await lockQuota(unit, HOUSE, "share");
  const row = await lockQuota(unit, person);
  if (!house || !row) throw new Error("a quota was removed while it was changed");
  const { items = row.own_items, bytes = row.own_bytes, aiUsd6 = row.own_ai_usd6 } = limits;
  const changed = {
    own_items: items,
    own_bytes: bytes,
    own_ai_usd6: aiUsd6,
    most_items: items ?? house.most_items,
    most_bytes: bytes ?? house.most_bytes,
    most_ai_usd6: aiUsd6 ?? house.most_ai_usd6,
  };
  await unit.db.updateTable("quotas").set(changed).where("person", "=", person).execute();
  return { ...row, ...changed };
}

/** Sets what everybody may have who has nothing of their own. */
export async function setHouseLimits(unit: Unit, limits: { readonly [Kind in keyof Limits]?: number }): Promise<void> {
  await makeHouseRow(unit);
  await lockQuota(unit, HOUSE);
  const { items, bytes, aiUsd6 } = limits;
  for (const [most, own, limit] of [
    ["most_items", "own_items", items],
    ["most_bytes", "own_bytes", bytes],
    ["most_ai_usd6", "own_ai_usd6", aiUsd6],
  ] as const)
    if (limit !== undefined)
      await unit.db
        .updateTable("quotas")
        .set({ [most]: limit })
        .where(own, "is", null)
        .execute();
}

export async function removeQuota(unit: Unit, person: string): Promise<void> {
  await unit.db.deleteFrom("quotas").where("person", "=", person).execute();
}

/** Nobody has anything here any more; what they may have stays. */
export async function forgetUse(unit: Unit): Promise<void> {
  await unit.db.updateTable("quotas").set({ items: 0, bytes: 0 }).execute();
}

const COUNTED = sql`(select count(*) from items where items.owner = quotas.person and items.merged_into is null)`;
const COUNTED_BYTES = sql`coalesce((select sum(files.bytes) from files join items on items.id = files.item
  where items.owner = quotas.person and files.state = 'kept'), 0)`;

/**
 * Whose count is not what is there: a program of before that ran beside this one did not count. Looked at in one
 * statement, which sees one moment, so that nobody who is sharing just then looks wrong; and without holding up anybody.
 */
export async function listMiscounted(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`select person from quotas
    where person <> ${HOUSE} and (items <> ${COUNTED} or bytes <> ${COUNTED_BYTES})`.execute(db);
  return rows.map(({ person }) => person);
}

/** Counts anew what a person has, with their row locked first: whoever adds to it is before or behind. */
export async function countAnew(unit: Unit, person: string): Promise<void> {
  await makeRow(unit, person);
  await lockQuota(unit, person);
  await sql`update quotas set items = ${COUNTED}, bytes = ${COUNTED_BYTES} where person = ${person}`.execute(unit.db);
}
