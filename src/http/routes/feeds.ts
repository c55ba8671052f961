import { hash } from "node:crypto";
import { FEED_FORMATS, type FeedFormat } from "../../contract/feeds.ts";
import { Problem } from "../../contract/problems.ts";
import type { Feed } from "../../core/feed.ts";
import { writeFeed } from "../../wall/feed-forms.ts";
import { getFeed, makeFeed, type OpenedFeed, openFeed, readFeed, takeFeedAway } from "../../wall/feeds.ts";
import type { HttpContext } from "../context.ts";
import { matches } from "../etags.ts";
import type { Some } from "../handler.ts";

export function feedRoutes(context: HttpContext): Some<"feedGet" | "feedMake" | "feedRemove" | "feedRead"> {
  const { store, publicUrl } = context;
  const whose = (wall: string, owner: string) => ({ wall, owner });
  return {
    async feedGet({ params, caller }) {
      return { status: 200, body: await getFeed(context, whose(params.id, caller.person)) };
    },
    async feedMake({ params, caller }) {
      return { status: 201, body: await makeFeed(context, whose(params.id, caller.person), publicUrl()) };
    },
    async feedRemove({ params, caller }) {
      await takeFeedAway(context, whose(params.id, caller.person));
      return { status: 204 };
    },
    async feedRead({ params, request }) {
      const [, token = "", named] = /^([^.]+)\.([a-z]+)$/.exec(params.name) ?? [];
      const format = FEED_FORMATS.find((known) => known === named);
      const opened = format && (await openFeed(store, token));
      if (!format || !opened) throw new Problem("not-found", "There is no such feed.");
      const etag = tagOf(opened, format, publicUrl());
      // Readers ask every few minutes for years: what they have already costs two rows.
      const kept = { etag, "cache-control": "private, no-cache", "x-robots-tag": "noindex" };
      const isKnown = request.headers["if-none-match"];
      if (matches(isKnown, etag)) return { status: 304, headers: kept };
      const selfUrl = `${publicUrl()}/api/v1/feeds/${params.name}`;
      const feed = await readFeed(store, opened, { publicUrl: publicUrl(), selfUrl });
      const headers = { ...kept, "last-modified": new Date(feed.updatedAtMs).toUTCString() };
      if (isKnown === undefined && isOld(feed, request.headers["if-modified-since"])) return { status: 304, headers };
      const { type, text } = writeFeed(feed, format);
      return { status: 200, headers: { ...headers, "content-type": type }, body: text };
    },
  };
}

/** Whatever a reader sees of a wall moves its clock, but for its name and what is said of it. */
function tagOf({ feed, wall }: OpenedFeed, format: FeedFormat, publicUrl: string): string {
  const said = hash("sha1", JSON.stringify([wall.name, wall.description, publicUrl, feed.created_at]), "base64url");
  return `W/"${wall.clock}.${format}.${said}"`;
}

/** Seconds are all that a date of HTTP has. */
function isOld({ updatedAtMs }: Feed, since: string | undefined): boolean {
  const sinceMs = Date.parse(since ?? "");
  return !Number.isNaN(sinceMs) && Math.floor(updatedAtMs / 1_000) * 1_000 <= sinceMs;
}
