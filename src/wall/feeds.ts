import { randomBytes } from "node:crypto";
import type { FeedMade, FeedState } from "../contract/feeds.ts";
import { type Facets, facetsIn } from "../contract/finding.ts";
import type { Item } from "../contract/items.ts";
import { LIMITS } from "../contract/limits.ts";
import type { Feed, FeedEntry } from "../core/feed.ts";
import { knowFacets } from "../store/facets.ts";
import type { FeedRow } from "../store/feed-row.ts";
import { feedOfWall, findFeed, removeFeed, setFeed } from "../store/feeds.ts";
import { findActivePerson } from "../store/persons.ts";
import type { Store } from "../store/store.ts";
import { listOnWall } from "../store/wall-lists.ts";
import { findWallStanding, type WallStanding } from "../store/walls.ts";
import type { WallDeps } from "./deps.ts";
import { hashSecret } from "./keys.ts";
import { showItems } from "./present-item.ts";
import { isoTime } from "./share-status.ts";
import { refuseSmart } from "./smart-walls.ts";
import { wallFor } from "./wall-for.ts";

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

interface WallOfPerson {
  readonly wall: string;
  readonly owner: string;
}

/** Gives a wall a feed, or its feed a new secret: whoever had the one before reads nothing from then on. Shown this once. */
export async function makeFeed({ store }: WallDeps, whose: WallOfPerson, publicUrl: string): Promise<FeedMade> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const madeAtMs = await store.write(async (unit) => {
    await refuseOthers(unit.db, whose);
    await setFeed(unit, { ...whose, hash: hashSecret(token) });
    return unit.nowMs;
  });
  const urlOf = (format: string) => `${publicUrl}/api/v1/feeds/${token}.${format}`;
  return { made_at: isoTime(madeAtMs), rss: urlOf("rss"), atom: urlOf("atom"), json: urlOf("json") };
}

export async function getFeed({ store }: WallDeps, whose: WallOfPerson): Promise<FeedState> {
  await refuseOthers(store.reader, whose);
  const feed = await feedOfWall(store.reader, whose);
  return { made_at: feed ? isoTime(feed.created_at) : null };
}

/** Asked again, it does nothing. */
export async function takeFeedAway({ store }: WallDeps, whose: WallOfPerson): Promise<void> {
  await store.write(async (unit) => {
    await refuseOthers(unit.db, whose);
    await removeFeed(unit, whose);
  });
}

/** @throws Problem not-found, role-too-small */
async function refuseOthers(db: Store["reader"], { wall, owner }: WallOfPerson): Promise<void> {
  refuseSmart(await wallFor(db, { id: wall, person: owner, use: "own" }));
}

/** A wall that a secret opens. What is compared is the hash of what was sent, so that times tell nothing of the secret. */
export interface OpenedFeed {
  readonly feed: FeedRow;
  readonly wall: WallStanding;
}

/** Null for a secret that never was, one that was taken away, and one of a wall or a person that is gone: all alike. */
export async function openFeed({ reader }: Store, token: string): Promise<OpenedFeed | null> {
  if (!TOKEN.test(token)) return null;
  const feed = await findFeed(reader, hashSecret(token));
  const wall = feed && (await findWallStanding(reader, { id: feed.wall, owner: feed.owner }));
  if (!feed || !wall) return null;
  return (await findActivePerson(reader, feed.owner)) ? { feed, wall } : null;
}

const NOT_ARCHIVED = facetsIn({ archived: false } as Facets);

/** The newest things on a wall, as anybody may see them. */
export async function readFeed(
  { reader, dialect }: Store,
  { feed, wall }: OpenedFeed,
  { publicUrl, selfUrl }: { publicUrl: string; selfUrl: string },
): Promise<Feed> {
  const facets = await knowFacets(reader, { person: wall.owner, facets: NOT_ARCHIVED });
  const asked = { wall: wall.id, sort: "newest", facets, after: null, limit: LIMITS.feedItems } as const;
  const listed = await listOnWall(reader, dialect, asked);
  const items = await showItems(
    reader,
    listed.map(({ item }) => item),
    wall.id,
  );
  const entries = items.map((item) => entryOf(item.seenBy("anybody"), publicUrl));
  const times = entries.flatMap(({ placedAtMs, updatedAtMs }) => [placedAtMs, updatedAtMs]);
  return {
    id: wall.id,
    title: wall.name,
    description: wall.description ?? wall.name,
    pageUrl: `${publicUrl}/wall/${wall.id}`,
    selfUrl,
    updatedAtMs: Math.max(feed.created_at, ...times),
    entries,
  };
}

/**
 * No files, pictures included: they are private, and an address that opens one for everybody who has it would outlive the feed's own.
 */
function entryOf(item: Item, publicUrl: string): FeedEntry {
  const url = item.url ?? `${publicUrl}/item/${item.id}`;
  const createdAtMs = Date.parse(item.created_at);
  return {
    id: item.id,
    url,
    title: item.title || url,
    text: item.summary || item.description || item.text || "",
    author: item.author,
    tags: item.tags.map(({ name }) => name),
    language: item.language,
    placedAtMs: item.placed_at === null ? createdAtMs : Date.parse(item.placed_at),
    updatedAtMs: Date.parse(item.updated_at),
  };
}
