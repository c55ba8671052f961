import { markHighlights } from "./account-changes.ts";
import type { Unit } from "./store.ts";

interface HandOver {
  readonly from: string;
  readonly to: string;
}

/** The next share of any of these addresses finds the other item. Both items are locked. */
export async function handOverAddresses(unit: Unit, { from, to }: HandOver): Promise<void> {
  await unit.db.updateTable("addresses").set({ item: to }).where("item", "=", from).execute();
}

/** Everything that was shared as one item was shared as the other: its shares answer with that from now on. */
export async function handOverShares(unit: Unit, { from, to }: HandOver): Promise<void> {
  await unit.db
    .updateTable("shares")
    .set((eb) => ({ item: to, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
    .where("item", "=", from)
    .execute();
}

/** Items that were merged before into one that is merged now answer with the last winner. They are locked. */
export async function handOverMerged(unit: Unit, { from, to }: HandOver): Promise<void> {
  await unit.db.updateTable("items").set({ merged_into: to }).where("merged_into", "=", from).execute();
}

/** The person's tags are united; the analyst's go along only with the analysis. What is left is forgotten. */
export async function handOverTags(unit: Unit, { from, to, withAi }: HandOver & { withAi: boolean }): Promise<void> {
  const kinds = withAi ? (["person", "ai"] as const) : (["person"] as const);
  if (withAi) await unit.db.deleteFrom("item_tags").where("item", "=", to).where("by", "=", "ai").execute();
  await unit.db
    .insertInto("item_tags")
    .columns(["item", "tag", "by"])
    .expression((eb) =>
      eb
        .selectFrom("item_tags as theirs")
        .select((of) => [of.val(to).as("item"), "theirs.tag", "theirs.by"])
        .where("theirs.item", "=", from)
        .where("theirs.by", "in", kinds)
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom("item_tags as mine")
                .select("mine.tag")
                .where("mine.item", "=", to)
                .whereRef("mine.tag", "=", "theirs.tag")
                .whereRef("mine.by", "=", "theirs.by"),
            ),
          ),
        ),
    )
    .execute();
  await unit.db.deleteFrom("item_tags").where("item", "=", from).execute();
}

export async function handOverAnalysis(unit: Unit, { id, to }: { id: string; to: string }): Promise<void> {
  await unit.db.updateTable("analyses").set({ item: to }).where("id", "=", id).execute();
}

export async function handOverFiles(unit: Unit, { ids, to }: { ids: readonly string[]; to: string }): Promise<void> {
  if (ids.length > 0) await unit.db.updateTable("files").set({ item: to }).where("id", "in", ids).execute();
}

export async function handOverHighlights(unit: Unit, { from, to }: HandOver): Promise<void> {
  const moved = await unit.db
    .updateTable("highlights")
    .set({ item: to })
    .where("item", "=", from)
    .returning(["id", "person"])
    .execute();
  await markHighlights(unit, moved);
}

/** Who has read further in the one that goes is so far in the other; what was shown again of it is forgotten. */
export async function handOverProgress(unit: Unit, { from, to }: HandOver): Promise<void> {
  const rows = await unit.db.selectFrom("progress").selectAll().where("item", "in", [from, to]).execute();
  for (const row of rows.filter(({ item }) => item === from)) {
    const there = rows.find(({ item, person }) => item === to && person === row.person);
    if (there && there.thousandths >= row.thousandths) continue;
    if (there) await unit.db.deleteFrom("progress").where("item", "=", to).where("person", "=", row.person).execute();
    await unit.db
      .updateTable("progress")
      .set({ item: to })
      .where("item", "=", from)
      .where("person", "=", row.person)
      .execute();
  }
}

/** Work on an item that has become another one ends, and with it the shares that waited for it. Tells what ended. */
export async function endWork(unit: Unit, item: string): Promise<{ steps: string[]; shares: string[] }> {
  const shares = await unit.db
    .updateTable("shares")
    .set((eb) => ({ state: "completed", ended_at: unit.nowMs, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
    .where("item", "=", item)
    .where("state", "=", "processing")
    .returning("id")
    .execute();
  const steps = await unit.db
    .updateTable("steps")
    .set({
      state: "skipped",
      leased_by: null,
      leased_until: null,
      due_at: null,
      ended_at: unit.nowMs,
      error_detail: "merged",
    })
    .where("item", "=", item)
    .where("state", "in", ["ready", "waiting", "running"])
    .returning("id")
    .execute();
  await unit.db
    .updateTable("runs")
    .set({ ended_at: unit.nowMs })
    .where("item", "=", item)
    .where("ended_at", "is", null)
    .execute();
  return { steps: steps.map((row) => row.id), shares: shares.map((row) => row.id) };
}

/** Open work on these items, which are going, ends with them. Tells which steps. */
export async function endWorkOf(unit: Unit, items: readonly string[]): Promise<string[]> {
  if (items.length === 0) return [];
  const steps = await unit.db
    .updateTable("steps")
    .set({ state: "cancelled", leased_by: null, leased_until: null, due_at: null, ended_at: unit.nowMs })
    .where("item", "in", items)
    .where("state", "in", ["ready", "waiting", "running"])
    .returning("id")
    .execute();
  await unit.db
    .updateTable("runs")
    .set({ ended_at: unit.nowMs })
    .where("item", "in", items)
    .where("ended_at", "is", null)
    .execute();
  return steps.map((row) => row.id);
}
