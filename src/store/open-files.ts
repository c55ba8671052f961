import type { Reader } from "./store.ts";
import type { FileRow } from "./tables.ts";
import type { WallRow } from "./wall-tables.ts";

/** A kept file of an item that stands on this wall and that its owner has not put aside. */
export async function findOpenFile(
  db: Reader,
  { id, wall }: { id: string; wall: Pick<WallRow, "id" | "owner"> },
): Promise<FileRow | undefined> {
  return await db
    .selectFrom("files")
    .innerJoin("items", "items.id", "files.item")
    .innerJoin("places", "places.item", "items.id")
    .selectAll("files")
    .where("files.id", "=", id)
    .where("files.state", "=", "kept")
    .where("places.wall", "=", wall.id)
    .where("places.removed_at", "is", null)
    .where("items.deleted_at", "is", null)
    .where("items.merged_into", "is", null)
    .where((eb) => eb.or([eb("items.archived_at", "is", null), eb("items.owner", "<>", wall.owner)]))
    .executeTakeFirst();
}

/** The picture that was made from a file. */
export async function previewOf(db: Reader, { id, item }: FileRow): Promise<FileRow | undefined> {
  return await db
    .selectFrom("files")
    .selectAll()
    .where("item", "=", item)
    .where("made_from", "=", id)
    .where("role", "=", "preview")
    .where("state", "=", "kept")
    .executeTakeFirst();
}
