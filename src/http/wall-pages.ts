import type { WallSort } from "../contract/choices.ts";
import type { Facets } from "../contract/finding.ts";
import type { Store } from "../store/store.ts";
import { pageOfWall } from "../wall/lists.ts";
import { wallFor } from "../wall/wall-for.ts";
import { type Encoded, encode } from "./handler.ts";

type PageOfWall = Awaited<ReturnType<typeof pageOfWall>>;

/** Pages kept as bytes, so that none is encoded twice; about 50 KB each at the most. */
const KEPT = 200;

interface Asked {
  readonly wall: string;
  readonly person: string;
  /** That of the wall where none is given. */
  readonly sort?: WallSort | undefined;
  readonly facets: Facets;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Pages of walls, built once per person and number of the wall's clock and sent as bytes. Whatever a reader sees of a wall
 * moves its clock, so the clock is the ETag and the key of what is kept; nothing has to be forgotten on purpose.
 */
export function openWallPages(store: Store): {
  /** Null for a wall whose clock does not tell what it shows. @throws Problem not-found */
  get(asked: Asked): Promise<{ tag: string; page: Encoded<PageOfWall> } | null>;
} {
  const kept = new Map<string, Encoded<PageOfWall>>();
  return {
    async get(asked) {
      const { wall: id, person, facets, cursor = "", limit } = asked;
      const wall = await wallFor(store.reader, { id, person, use: "read" });
      if (wall.query !== null) return null;
      const { sort = wall.sorting } = asked;
      const narrowed = Buffer.from(JSON.stringify(facets)).toString("base64url");
      const key = `${id}.${person}.${wall.clock}.${sort}.${limit}.${cursor}.${narrowed}`;
      const tag = `W/"${key}"`;
      const known = kept.get(key);
      if (known) return { tag, page: known };
      const page = encode(await pageOfWall(store, { ...asked, sort }));
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? "");
      kept.set(key, page);
      return { tag, page };
    },
  };
}
