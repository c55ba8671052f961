import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import type { Store } from "../store/store.ts";
import { findWallStanding } from "../store/walls.ts";
import { pageOfWall } from "../wall/lists.ts";
import { matches } from "./etags.ts";

/** Pages kept as bytes, so that none is encoded twice; about 50 KB each at the most. */
const KEPT = 200;

interface Asked {
  readonly wall: string;
  readonly owner: string;
  readonly sort: "newest" | "oldest";
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Pages of walls, built once per number of the wall's clock and sent as bytes. Whatever a reader sees of a wall moves its
 * clock, so the clock is the ETag and the key of what is kept; nothing has to be forgotten on purpose.
 */
export function openWallPages(store: Store): {
  send(asked: Asked, to: { request: FastifyRequest; reply: FastifyReply }): Promise<void>;
} {
  const kept = new Map<string, Buffer>();
  return {
    async send(asked, { request, reply }) {
      const { wall: id, owner, sort, cursor = "", limit } = asked;
      const wall = await findWallStanding(store.reader, { id, owner });
      if (!wall) throw new Problem("not-found", "There is no such wall.");
      const key = `${id}.${wall.clock}.${sort}.${limit}.${cursor}`;
      const tag = `W/"${key}"`;
      reply.header("etag", tag).header("cache-control", "no-store");
      if (matches(request.headers["if-none-match"], tag)) {
        await reply.code(304).send();
        return;
      }
      const known = kept.get(key);
      const bytes = known ?? Buffer.from(JSON.stringify(await pageOfWall(store, asked)));
      if (known === undefined) {
        if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? "");
        kept.set(key, bytes);
      }
      await reply.type("application/json; charset=utf-8").send(bytes);
    },
  };
}
