import { StaleRead } from "../core/ports/database.ts";
import { markChanges } from "./account-changes.ts";
import type { Reader, Unit } from "./store.ts";
import type { TagRow } from "./tag-tables.ts";

/** A tag is spelled otherwise from now on; nothing that has it was told yet. @throws StaleRead when it is ending */
export async function spellTag(unit: Unit, { tag, name }: { tag: TagRow; name: string }): Promise<void> {
  const { numUpdatedRows } = await unit.db
    .updateTable("tags")
    .set({ name, told_up_to: "" })
    .where("id", "=", tag.id)
    .where("merged_into", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StaleRead("a tag");
  await markChanges(unit, [{ person: tag.owner, kind: "tag", id: tag.id }]);
}

/** Up to which item the new spelling of a tag has been told; null when all have been, or the tag has ended. */
export async function toldUpTo(db: Reader, tag: string): Promise<string | null> {
  const row = await db.selectFrom("tags").select("told_up_to").where("id", "=", tag).executeTakeFirst();
  return row?.told_up_to ?? null;
}

/** The spelling is told up to this item; null: to all. @throws StaleRead when somebody else told it, or spelled it again */
export async function tellUpTo(
  unit: Unit,
  { tag, from, to }: { tag: string; from: string; to: string | null },
): Promise<void> {
  const { numUpdatedRows } = await unit.db
    .updateTable("tags")
    .set({ told_up_to: to })
    .where("id", "=", tag)
    .where("told_up_to", "=", from)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StaleRead("how far a tag's spelling is told");
}
