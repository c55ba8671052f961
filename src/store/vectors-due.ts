import { type RawBuilder, sql } from "kysely";
import type { VectorTables } from "./index-tables.ts";
import { compiledOnce, type Reader, type Unit } from "./store.ts";

export type VectorModel = VectorTables["vector_models"];

/** The model whose vectors are made and asked; null until there was one. */
export async function vectorModel(db: Reader, model: string): Promise<VectorModel | null> {
  const row = await db.selectFrom("vector_models").selectAll().where("model", "=", model).executeTakeFirst();
  if (!row) return null;
  const { dimensions, unlike_e6, up_to, down_to } = row;
  return {
    model,
    dimensions: Number(dimensions),
    unlike_e6: Number(unlike_e6),
    up_to: Number(up_to),
    down_to: Number(down_to),
  };
}

/** From now on this one is asked, and everything needs a vector of it: the newest first, what comes from now on before all. */
export async function beginModel(
  unit: Unit,
  { model, dimensions, unlike_e6 }: Pick<VectorModel, "model" | "dimensions" | "unlike_e6">,
): Promise<void> {
  await unit.db.deleteFrom("vector_models").execute();
  const { rows } = await sql<{ last: number | null }>`select max(seq) as last from items`.execute(unit.db);
  const next = Number(rows[0]?.last ?? 0) + 1;
  await unit.db
    .insertInto("vector_models")
    .values({ model, dimensions, unlike_e6, up_to: next, down_to: next })
    .execute();
}

const noteDue = compiledOnce<never, [string, string, number]>((db, [item, owner, at]) => ({
  compile: () =>
    sql`insert into vectors_due (item, owner, version, tries, due_at)
        select ${item}, ${owner}, 1, 0, ${at} where exists (select 1 from vector_models)
        on conflict (item) do update set version = vectors_due.version + 1, tries = 0, due_at = excluded.due_at`.compile(
      db,
    ) as never,
}));

/** What an item says may have changed; its row is locked. Nothing is noted where nothing is found by meaning. */
export async function vectorDue(unit: Unit, { id, owner }: { id: string; owner: string }): Promise<void> {
  await noteDue(unit.db, [id, owner, unit.nowMs]);
}

/** Items of a person that are due, the longest first, and settled: what is still being worked on says more in a moment. */
export async function dueOf(
  db: Reader,
  { owner, nowMs, settledBeforeMs, limit }: { owner: string; nowMs: number; settledBeforeMs: number; limit: number },
): Promise<{ item: string; version: number; tries: number }[]> {
  const rows = await db
    .selectFrom("vectors_due")
    .innerJoin("items", "items.id", "vectors_due.item")
    .select(["vectors_due.item", "vectors_due.version", "vectors_due.tries"])
    .where("vectors_due.owner", "=", owner)
    .where("vectors_due.due_at", "<=", nowMs)
    .where((eb) => eb.or([eb("items.state", "<>", "working"), eb("items.updated_at", "<=", settledBeforeMs)]))
    .orderBy("vectors_due.due_at")
    .limit(limit)
    .execute();
  return rows.map(({ item, version, tries }) => ({ item, version: Number(version), tries: Number(tries) }));
}

/** The next person after one who has something due. */
export async function nextWithDue(db: Reader, after: string): Promise<string | null> {
  const row = await db
    .selectFrom("vectors_due")
    .select("owner")
    .where("owner", ">", after)
    .orderBy("owner")
    .limit(1)
    .executeTakeFirst();
  return row?.owner ?? null;
}

/** It is no longer due, unless it changed again meanwhile. */
export async function vectorDone(unit: Unit, { item, version }: { item: string; version: number }): Promise<void> {
  await unit.db.deleteFrom("vectors_due").where("item", "=", item).where("version", "=", version).execute();
}

/** No vector came of it: it is due again later. */
export async function vectorLater(
  unit: Unit,
  { item, version, tries, dueAtMs }: { item: string; version: number; tries: number; dueAtMs: number },
): Promise<void> {
  await unit.db
    .updateTable("vectors_due")
    .set({ tries, due_at: dueAtMs })
    .where("item", "=", item)
    .where("version", "=", version)
    .execute();
}

/** Whether there are items that were not looked at yet: mostly not, and then nothing is to be written. */
export async function isWalkLeft(db: Reader, { up_to: upTo, down_to: downTo }: VectorModel): Promise<boolean> {
  const { rows } = await sql`select 1 from items where seq >= ${upTo} or seq < ${downTo} limit 1`.execute(db);
  return rows.length > 0;
}

const ITEMS_A_WALK = 500;

/**
 * Notes items as due that came while nobody noted it: what is new and settled, then a piece of what stood before there was this
 * model.
 */
export async function walkForDue(
  unit: Unit,
  { model, dimensions, up_to: upTo, down_to: downTo }: VectorModel,
  { settledBeforeMs }: { settledBeforeMs: number },
): Promise<void> {
  const rows = await unit.db
    .selectFrom("items")
    .select(["seq", "state", "updated_at"])
    .where("seq", ">=", upTo)
    .orderBy("seq")
    .limit(ITEMS_A_WALK)
    .execute();
  const working = rows.findIndex((row) => row.state === "working" && Number(row.updated_at) > settledBeforeMs);
  const settled = working < 0 ? rows : rows.slice(0, working);
  const last = settled.at(-1);
  if (last !== undefined) {
    const next = Number(last.seq) + 1;
    await noteMissing(unit, { model, dimensions, where: sql`items.seq >= ${upTo} and items.seq < ${next}` });
    await unit.db.updateTable("vector_models").set({ up_to: next }).where("model", "=", model).execute();
    return;
  }
  const before = await unit.db
    .selectFrom("items")
    .select("seq")
    .where("seq", "<", downTo)
    .orderBy("seq", "desc")
    .limit(ITEMS_A_WALK)
    .execute();
  const first = before.at(-1);
  if (first === undefined) return;
  const from = Number(first.seq);
  await noteMissing(unit, { model, dimensions, where: sql`items.seq >= ${from} and items.seq < ${downTo}` });
  await unit.db.updateTable("vector_models").set({ down_to: from }).where("model", "=", model).execute();
}

async function noteMissing(
  unit: Unit,
  { model, dimensions, where }: { model: string; dimensions: number; where: RawBuilder<unknown> },
): Promise<void> {
  // As everywhere the item first: whoever changes one has its row, and then notes it here.
  const locked = sql.raw(unit.dialect === "postgres" ? "for key share of items" : "");
  await sql`insert into vectors_due (item, owner, version, tries, due_at)
    select items.id, items.owner, 1, 0, ${unit.nowMs} from items
    where ${where} and items.deleted_at is null and items.merged_into is null and not exists (
      select 1 from item_vectors where item_vectors.item = items.id and model = ${model} and dimensions = ${dimensions})
    order by items.id ${locked}
    on conflict (item) do nothing`.execute(unit.db);
}
