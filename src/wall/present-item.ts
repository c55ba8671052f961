import type { Item, ItemFile } from "../contract/items.ts";
import type { FileFacts } from "../core/file-read.ts";
import { showItem } from "../core/item-shown.ts";
import { positionOf } from "../core/positions.ts";
import { resultOf } from "../store/analyses.ts";
import { contentOf } from "../store/contents.ts";
import { factsOf } from "../store/files.ts";
import { bundleItems, foundOf, type ItemBundle, ownOf } from "../store/items.ts";
import { warningsOf } from "../store/shares.ts";
import type { Reader } from "../store/store.ts";
import type { FileRow } from "../store/tables.ts";
import { presentOrigin } from "./present-analysis.ts";
import { isoTime, isoTimeOrNull } from "./share-status.ts";

/** Items as their owner sees them, in the order asked. Texts are cut as in every list. */
export async function presentItems(db: Reader, ids: readonly string[], wall?: string): Promise<Item[]> {
  const bundles = await bundleItems(db, ids);
  return bundles.map((bundle) => presentBundle(bundle, wall));
}

/** One item as its owner sees it, with its whole text. */
export async function presentItem(db: Reader, { id, owner }: { id: string; owner: string }): Promise<Item | null> {
  const [bundle] = await bundleItems(db, [id]);
  if (!bundle || bundle.item.owner !== owner) return null;
  const item = presentBundle(bundle);
  if (!ownOf(bundle.item).textIsLong) return item;
  const content = await contentOf(db, id);
  return { ...item, text: content?.shared_text ?? item.text };
}

/** @param wall the wall it is seen on: `clock` is then that wall's, otherwise the highest of those it stands on */
export function presentBundle(bundle: ItemBundle, wall?: string): Item {
  const { item, places } = bundle;
  const own = ownOf(item);
  const found = foundOf(item);
  const analysis = bundle.analysis ? resultOf(bundle.analysis) : null;
  const shown = showItem(own, found, analysis);
  const seen = wall === undefined ? places : places.filter((place) => place.wall === wall);
  return {
    id: item.id,
    wall_ids: places.map((place) => place.wall),
    kind: item.kind,
    state: item.state,
    url: own.url ?? null,
    canonical_url: found.canonicalUrl ?? null,
    title: shown.title,
    description: shown.description,
    summary: shown.summary,
    text: own.text ?? null,
    note: own.note ?? null,
    site_name: shown.site,
    author: shown.author,
    published_at: shown.publishedAt,
    language: shown.language,
    category: shown.category,
    sentiment: shown.sentiment,
    key_topics: [...shown.keyTopics],
    tags: [...bundle.tags],
    confidence: shown.confidence,
    analyzed_by: bundle.analysis?.made_by ?? null,
    analysis: bundle.analysis ? presentOrigin(bundle.analysis) : null,
    image_text: shown.imageText,
    entities: [...shown.entities],
    reading_minutes: found.readingMinutes ?? null,
    // The pictures of an article are the reader's; a wall of fifty cards would carry two thousand of them.
    files: bundle.files.filter(({ role }) => role !== "page-image").map(presentFile),
    pinned_at: isoTimeOrNull(item.pinned_at),
    archived_at: isoTimeOrNull(item.archived_at),
    deleted_at: isoTimeOrNull(item.deleted_at),
    placed_at: seen.length === 0 ? null : isoTime(Math.max(...seen.map((place) => place.sort_at))),
    position: seen.length === 1 && seen[0] ? positionOf(seen[0]) : null,
    created_at: isoTime(item.created_at),
    updated_at: isoTime(item.updated_at),
    edited_version: item.edited_version,
    clock: Math.max(0, ...seen.map((place) => place.clock)),
    share: bundle.share
      ? { id: bundle.share.id, status: bundle.share.state, warnings: warningsOf(bundle.share) }
      : null,
    merged_into: item.merged_into,
  };
}

function presentFacts({ durationSeconds, ...facts }: FileFacts): Partial<ItemFile> {
  return { ...facts, ...(durationSeconds === undefined ? {} : { duration_seconds: durationSeconds }) };
}

function presentFile(file: FileRow): ItemFile {
  return {
    id: file.id,
    role: file.role,
    type: file.type,
    name: file.name,
    bytes: file.bytes,
    width: file.width,
    height: file.height,
    placeholder: file.placeholder,
    ...presentFacts(factsOf(file)),
    url: `/api/v1/files/${file.id}`,
  };
}
