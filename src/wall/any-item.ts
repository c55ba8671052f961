import type { Item } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { anyOfPerson, anyOnWall } from "../store/any-item.ts";
import type { Store } from "../store/store.ts";
import { presentItem } from "./present-item.ts";
import { wallFor } from "./wall-for.ts";

/** Any one item of a person, or of those on a wall; neither from the trash nor archived. @throws Problem not-found */
export async function anyItem(
  { reader }: Store,
  { person, wall: id }: { person: string; wall: string | undefined },
): Promise<Item> {
  const wall = id === undefined ? null : await wallFor(reader, { id, person, use: "read" });
  const chosen = await (wall === null
    ? anyOfPerson(reader, person)
    : anyOnWall(reader, { wall: wall.id, clock: wall.clock }));
  const item = chosen === null ? null : await presentItem(reader, { id: chosen, person });
  if (!item) throw new Problem("not-found", "There is nothing here to choose from yet.");
  return item;
}
