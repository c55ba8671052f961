import type { Analysis, AskedLink } from "../core/analysis.ts";
import type { AnalysisRow } from "./analysis-tables.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

export const resultOf = (row: Pick<AnalysisRow, "result">): Analysis => JSON.parse(row.result) as Analysis;

export const askedOf = (row: Pick<AnalysisRow, "asked">): AskedLink[] =>
  row.asked === null ? [] : (JSON.parse(row.asked) as AskedLink[]);

export async function insertAnalysis(unit: Unit, row: AnalysisRow): Promise<void> {
  await insertRow(unit, "analyses", row);
}

export async function findAnalysis(db: Reader, id: string): Promise<AnalysisRow | undefined> {
  return await db.selectFrom("analyses").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findAnalyses(db: Reader, ids: readonly string[]): Promise<Map<string, AnalysisRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("analyses").selectAll().where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every analysis of an item, the newest first. */
export async function analysesOfItem(db: Reader, item: string): Promise<AnalysisRow[]> {
  return await db.selectFrom("analyses").selectAll().where("item", "=", item).orderBy("id", "desc").execute();
}

/** Takes an analysis back. False when that was done before. */
export async function undoAnalysis(unit: Unit, id: string): Promise<boolean> {
  const result = await unit.db
    .updateTable("analyses")
    .set({ undone_at: unit.nowMs, better_wanted: 0 })
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The best analysis of an item that was not taken back: the highest rank, then the newest. */
export async function bestAnalysis(db: Reader, item: string): Promise<AnalysisRow | undefined> {
  return await db
    .selectFrom("analyses")
    .selectAll()
    .where("item", "=", item)
    .where("undone_at", "is", null)
    .orderBy("rank", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Notes whether a better analysis of an item is wanted: on its newest one, or on none. */
export async function wantBetter(unit: Unit, item: string, wanted: boolean): Promise<void> {
  if (!wanted) {
    await unit.db
      .updateTable("analyses")
      .set({ better_wanted: 0 })
      .where("item", "=", item)
      .where("better_wanted", "=", 1)
      .execute();
    return;
  }
  const [newest] = await analysesOfItem(unit.db, item);
  if (newest) await unit.db.updateTable("analyses").set({ better_wanted: 1 }).where("id", "=", newest.id).execute();
}

/** Whether a stand-in of an item waits for a better analysis. */
export async function wantsBetter(db: Reader, item: string): Promise<boolean> {
  const row = await db
    .selectFrom("analyses")
    .select("id")
    .where("item", "=", item)
    .where("better_wanted", "=", 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Items with a stand-in for an analysis that nobody is at already, the oldest first. */
export async function itemsWantingBetter(
  db: Reader,
  { limit, except, exceptOwners }: { limit: number; except: readonly string[]; exceptOwners: readonly string[] },
): Promise<{ item: string; owner: string }[]> {
  let query = db
    .selectFrom("analyses")
    .innerJoin("items", "items.id", "analyses.item")
    .select(["items.id as item", "items.owner"])
    .where("analyses.better_wanted", "=", 1)
    .where("items.deleted_at", "is", null)
    .where("items.merged_into", "is", null)
    .where("items.state", "=", "ready")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("steps")
            .select("steps.id")
            .whereRef("steps.item", "=", "items.id")
            .where("steps.state", "in", ["ready", "waiting", "running"]),
        ),
      ),
    )
    .orderBy("analyses.id")
    .limit(limit);
  if (except.length > 0) query = query.where("items.id", "not in", except);
  if (exceptOwners.length > 0) query = query.where("items.owner", "not in", exceptOwners);
  return await query.execute();
}
