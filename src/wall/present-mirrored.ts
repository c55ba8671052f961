import type { MirroredTag, MirroredWall } from "../contract/changes.ts";
import type { Reader } from "../store/store.ts";
import { synonymsOfTags } from "../store/tag-synonyms.ts";
import type { TagRow } from "../store/tag-tables.ts";
import type { SeenWall } from "../store/wall-access.ts";
import { isoTime } from "./share-status.ts";

export const mirroredWall = (wall: SeenWall): MirroredWall => ({
  id: wall.id,
  name: wall.name,
  description: wall.description,
  kind: wall.kind,
  visibility: wall.visibility,
  indexed: wall.indexed === 1,
  sorting: wall.sorting,
  query: wall.query,
  role: wall.role,
  owner_id: wall.owner,
  edited_version: wall.edited_version,
  created_at: isoTime(wall.created_at),
});

export async function mirroredTags(db: Reader, tags: readonly TagRow[]): Promise<MirroredTag[]> {
  const synonyms = await synonymsOfTags(
    db,
    tags.map((tag) => tag.id),
  );
  return tags.map(({ id, name }) => ({ id, name, synonyms: synonyms.get(id) ?? [] }));
}
