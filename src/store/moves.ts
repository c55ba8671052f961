import type { Reader, Store, Unit } from "./store.ts";

/** A database that `move-store` or `restore` has begun to fill and not yet filled. */
export class HalfMoved extends Error {
  constructor() {
    super(
      "This database is being filled by `digital-wall move-store` or `digital-wall restore` and is not whole yet. Run that command again; it goes on where it was.",
    );
    this.name = "HalfMoved";
  }
}

/** @throws HalfMoved */
export async function refuseHalfMoved({ reader }: Store): Promise<void> {
  const open = await reader.selectFrom("moves").select("source").where("ended_at", "is", null).executeTakeFirst();
  if (open) throw new HalfMoved();
}

/** The move that filled or fills this database, if any. */
export async function findMove(db: Reader): Promise<{ source: string; ended_at: number | null } | undefined> {
  return await db.selectFrom("moves").select(["source", "ended_at"]).orderBy("started_at", "desc").executeTakeFirst();
}

export async function beginMove(unit: Unit, source: string): Promise<void> {
  await unit.db.insertInto("moves").values({ source, started_at: unit.nowMs, ended_at: null }).execute();
}

export async function forgetMove(unit: Unit, source: string): Promise<void> {
  await unit.db.deleteFrom("moves").where("source", "=", source).execute();
}

export async function endMove(unit: Unit, source: string): Promise<void> {
  await unit.db.updateTable("moves").set({ ended_at: unit.nowMs }).where("source", "=", source).execute();
}
