import type { Item, ItemFile } from "../contract/items.ts";
import type { FileFacts } from "../core/file-read.ts";
import { showItem } from "../core/item-shown.ts";
import { openedAs } from "../core/opened-file.ts";
import { positionOf } from "../core/positions.ts";
import { resultOf } from "../store/analyses.ts";
import { contentOf } from "../store/contents.ts";
import { factsOf } from "../store/files.ts";
import { bundleItems, foundOf, type ItemBundle, OWN_TEXT_CHARACTERS, ownOf } from "../store/items.ts";
import { membersOf, somebodies } from "../store/members.ts";
import type { OwnedPlace } from "../store/places.ts";
import { warningsOf } from "../store/shares.ts";
import type { Reader } from "../store/store.ts";
import type { FileRow } from "../store/tables.ts";
import { presentOrigin } from "./present-analysis.ts";
import { isoTime, isoTimeOrNull } from "./share-status.ts";

/** Who looks at an item: a person, or anybody by a link. */
export type Viewer = { readonly person: string } | "anybody";

/**
 * An item in its three projections. Its owner sees all of it. A member of a wall where it stands sees neither note, pin,
 * archive, cost and steps, nor the other walls; anybody with a link not even whose it is, and of its files those that they
 * may have.
 */
export interface ShownItem {
  readonly id: string;
  readonly owner: string;
  /** The owner of the wall it is seen on has put it aside: anybody does not see it there. */
  readonly isAside: boolean;
  seenBy(viewer: Viewer): Item;
}

/**
 * Items for whoever may look at them, in the order asked: whether they may is for the caller to know. Texts are cut as in
 * every list. The number of queries does not depend on how many there are.
 * @param wall the wall they are seen on: `clock` is then that wall's, otherwise the highest of those they stand on
 */
export async function showItems(db: Reader, ids: readonly string[], wall?: string): Promise<ShownItem[]> {
  const bundles = await bundleItems(db, ids);
  const shared = bundles.flatMap(({ places }) => places.filter((place) => place.wall_shared_at !== null));
  const members = await membersOf(db, [...new Set(shared.map((place) => place.wall))]);
  const owners = shared.length === 0 ? [] : bundles.map(({ item }) => item.owner);
  const names = await somebodies(db, owners);
  return bundles.map((bundle) => {
    const { id, owner } = bundle.item;
    const isSeen = (viewer: Viewer, place: OwnedPlace): boolean => {
      if (viewer === "anybody") return place.wall === wall;
      if (viewer.person !== owner && wall !== undefined) return place.wall === wall;
      if (place.wall_owner === viewer.person) return true;
      return members.get(place.wall)?.some((member) => member.person === viewer.person) ?? false;
    };
    return {
      id,
      owner,
      isAside:
        bundle.item.archived_at !== null &&
        bundle.places.some((place) => place.wall === wall && place.wall_owner === owner),
      seenBy(viewer) {
        const item = presentBundle({ ...bundle, places: bundle.places.filter((place) => isSeen(viewer, place)) }, wall);
        if (viewer === "anybody")
          return {
            ...item,
            ...PRIVATE,
            confidence: null,
            analyzed_by: null,
            guest: null,
            files: bundle.files.filter((file) => isShownToAnybody(file)).map(fileForAnybody),
          };
        if (viewer.person === owner) return item;
        return { ...item, ...PRIVATE, added_by: names.get(owner) ?? { id: owner, name: null } };
      },
    };
  });
}

/** Items as this person sees them. @param wall the wall they are seen on */
export async function presentItems(
  db: Reader,
  ids: readonly string[],
  { person, wall }: { person: string; wall?: string | undefined },
): Promise<Item[]> {
  return (await showItems(db, ids, wall)).map((item) => item.seenBy({ person }));
}

/** One item with its whole text, as a person sees it; null where they may not, and where there is none. */
export async function presentItem(db: Reader, { id, person }: { id: string; person: string }): Promise<Item | null> {
  const [bundle] = await showItems(db, [id]);
  const item = bundle?.seenBy({ person });
  if (!bundle || !item) return null;
  const isTheirs = bundle.owner !== person;
  if (isTheirs && (item.wall_ids.length === 0 || item.deleted_at !== null)) return null;
  const content = (item.text?.length ?? 0) < OWN_TEXT_CHARACTERS ? undefined : await contentOf(db, id);
  return { ...item, text: content?.shared_text ?? item.text };
}

/** What only its owner knows of an item, as others see it. */
const PRIVATE = { note: null, analysis: null, share: null, pinned_at: null, archived_at: null } as const;

const isShownToAnybody = (file: FileRow): boolean => file.role !== "page-image" && openedAs(file) !== "nothing";

/**
 * Its address goes on from that of the link by which the wall is seen. What is given as a preview has no name: that of a
 * picture was its person's, or their phone's, and whoever gets the preview has no use for it.
 */
const fileForAnybody = (file: FileRow): ItemFile => ({
  ...presentFile(file),
  ...(openedAs(file) === "itself" ? {} : { name: null }),
  url: `files/${file.id}`,
});

/** All that is known of an item. */
function presentBundle(bundle: ItemBundle, wall: string | undefined): Item {
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
    added_by: null,
    guest: own.guest ?? null,
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
