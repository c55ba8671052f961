import type { Item } from "../../../src/contract/items.ts";
import { hasCaches, PREFIX } from "./answers.ts";

const OF_WALL = /^\/api\/v1\/walls\/([^/]+)\/items$/;
const OF_ITEM = /^\/api\/v1\/items\/([^/]+)(?:\/content)?$/;

/**
 * Forgets what was kept of walls that this person does not see any more, and what others put up there. What is their own
 * stays: it stands elsewhere from then on.
 * @param seen the walls that they see
 */
export async function forgetOtherWalls(person: string, seen: ReadonlySet<string>): Promise<void> {
  if (!hasCaches()) return;
  const cache = await caches.open(PREFIX + person);
  const gone = new Set<string>();
  const requests = await cache.keys();
  const pathOf = (request: Request) => new URL(request.url).pathname;
  for (const request of requests) {
    const wall = OF_WALL.exec(pathOf(request))?.[1];
    if (wall === undefined || seen.has(wall)) continue;
    for (const item of await othersItemsIn(await cache.match(request))) gone.add(item);
    await cache.delete(request);
  }
  for (const request of requests) {
    const item = OF_ITEM.exec(pathOf(request))?.[1];
    if (item === undefined) continue;
    const kept = pathOf(request).endsWith("/content") ? undefined : await cache.match(request);
    const ofOthers = await othersItemsIn(kept, (walls) => !walls.some((wall) => seen.has(wall)));
    for (const each of ofOthers) gone.add(each);
  }
  for (const request of requests) if (gone.has(OF_ITEM.exec(pathOf(request))?.[1] ?? "")) await cache.delete(request);
}

/** The items of others in an answer that was kept. */
async function othersItemsIn(
  answer: Response | undefined,
  isGone: (walls: readonly string[]) => boolean = () => true,
): Promise<string[]> {
  const document = (await answer?.json().catch(() => null)) as { items?: readonly Item[] } | Item | null | undefined;
  if (!document) return [];
  const items = "items" in document ? (document.items ?? []) : [document as Item];
  return items.filter((item) => item.added_by !== null && isGone(item.wall_ids)).map(({ id }) => id);
}
