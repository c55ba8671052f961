import { joinFilesText } from "../core/files-text.ts";
import { mergeOwn, type OwnWords } from "../core/merge-own.ts";
import { StaleRead } from "../core/ports/database.ts";
import { positionOf } from "../core/positions.ts";
import { contentOf, keepContent } from "../store/contents.ts";
import { duplicatesOfItem, handOverDuplicates } from "../store/duplicates.ts";
import { filesOfItems, releaseFiles, SNAPSHOT_TYPE } from "../store/files.ts";
import {
  endWork,
  handOverAddresses,
  handOverAnalysis,
  handOverFiles,
  handOverHighlights,
  handOverMerged,
  handOverProgress,
  handOverShares,
  handOverTags,
} from "../store/hand-over.ts";
import { foundOf, mergedInto, OWN_TEXT_CHARACTERS, ownOf, updateItem } from "../store/items.ts";
import { marksOf, setMarks } from "../store/marks.ts";
import { placesOfItems, raisePlace, removePlace } from "../store/places.ts";
import { takeUse } from "../store/quotas.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { unindexItem } from "../store/search-index.ts";
import type { Reader, Unit } from "../store/store.ts";
import type { FileRow, ItemRow, PlaceRow } from "../store/tables.ts";
import { forgetVector } from "../store/vectors.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { placeHighlights } from "./place-highlights.ts";

export interface Merging {
  readonly winner: ItemRow;
  readonly loser: ItemRow;
  /** Everything whose row is locked: at least what `alsoTouched` tells of the loser. */
  readonly locked: ReadonlySet<string>;
  /** Files that the winner does not take stay with the loser, so that the two can be parted again. */
  readonly keepsFiles?: boolean;
}

export interface Merged {
  /** Work that ended with the loser, and the shares that waited for it. */
  readonly ended: { readonly steps: readonly string[]; readonly shares: readonly string[] };
  /**
   * Moves the places and makes the winner findable anew. Takes numbers of clocks: call it last in the unit.
   * @param raiseOn the walls on whose top the winner comes now; null: it keeps the newer place of both everywhere
   * @returns the walls concerned, for the doorbell
   */
  moveLast(raiseOn: readonly string[] | null): Promise<readonly string[]>;
}

/** Further items whose rows a merge of this loser refers to: lock them too, in the order of all ids. */
export async function alsoTouched(db: Reader, loser: string): Promise<string[]> {
  const pairs = await duplicatesOfItem(db, loser);
  return [...(await mergedInto(db, loser)), ...pairs.map((pair) => pair.partner)];
}

/**
 * Makes one item of two of the same person: the winner has what both had, the loser keeps its id and answers with the
 * winner. Both stand, and their rows are locked.
 * @returns null when both together have more text than one item holds; nothing is changed then
 */
export async function mergeInto(
  unit: Unit,
  { winner, loser, locked, keepsFiles = false }: Merging,
): Promise<Merged | null> {
  const from = loser.id;
  const to = winner.id;
  const own = mergeOwn(await wordsOf(unit.db, winner), await wordsOf(unit.db, loser));
  if (own === null) return null;
  const known = await duplicatesOfItem(unit.db, from);
  const merged = await mergedInto(unit.db, from);
  if (![...merged, ...known.map((pair) => pair.partner)].every((id) => locked.has(id)))
    throw new StaleRead("what a merged item is paired with");

  await handOverMerged(unit, { from, to });
  const ended = await endWork(unit, from);
  await handOverShares(unit, { from, to });
  await handOverAddresses(unit, { from, to });
  await handOverHighlights(unit, { from, to });
  await handOverDuplicates(unit, { from, to, known });
  await handOverProgress(unit, { from, to });
  const changed = await joinContents(unit, { winner, loser, own, keepsFiles });
  await placeHighlights(unit, to);
  await updateItem(unit, from, {
    merged_into: to,
    state: "ready",
    analysis: changed.analysis === loser.analysis ? null : loser.analysis,
  });
  await takeUse(unit, loser.owner, { items: 1, bytes: 0 });
  await unindexItem(unit, loser.seq);
  await forgetVector(unit, from);
  await setMarks(unit, { owner: winner.owner, item: from, marks: [] });
  await setMarks(unit, { owner: winner.owner, item: to, marks: await marksOf(unit.db, changed) });
  return {
    ended,
    async moveLast(raiseOn) {
      const walls = await movePlaces(unit, { winner, loser, raiseOn });
      // The walls are words of the index, so it comes after them.
      await refreshItem(unit, changed);
      return walls;
    },
  };
}

async function wordsOf(db: Reader, item: ItemRow): Promise<OwnWords> {
  const own = ownOf(item);
  const text = own.textIsLong ? ((await contentOf(db, item.id))?.shared_text ?? own.text) : own.text;
  return { own, text: text ?? null };
}

/** Texts, reading, analysis, tags and files of both. Tells the winner's row as it is now. */
async function joinContents(
  unit: Unit,
  { winner, loser, own, keepsFiles }: { winner: ItemRow; loser: ItemRow; own: OwnWords; keepsFiles: boolean },
): Promise<ItemRow> {
  // A page that could never be read under the winner's address was perhaps read under the loser's.
  const takesReading = foundOf(winner).readAtMs === undefined && foundOf(loser).readAtMs !== undefined;
  const takesAnalysis = loser.analysis !== null && (winner.analysis === null || takesReading);
  const isLong = own.text !== null && own.text.length > OWN_TEXT_CHARACTERS;
  const written = {
    ...own.own,
    ...(own.text === null ? {} : { text: isLong ? own.text.slice(0, OWN_TEXT_CHARACTERS) : own.text }),
    ...(isLong ? { textIsLong: true } : {}),
  };
  if (isLong) await keepContent(unit, winner.id, { shared_text: own.text });
  const reading = takesReading ? await contentOf(unit.db, loser.id) : undefined;
  if (reading) {
    const { html, markdown, text } = reading;
    await keepContent(unit, winner.id, { html, markdown, text });
  }
  if (takesAnalysis && loser.analysis !== null) await handOverAnalysis(unit, { id: loser.analysis, to: winner.id });
  await handOverTags(unit, { from: loser.id, to: winner.id, withAi: takesAnalysis });
  await joinFiles(unit, { winner, loser, takesReading, keepsFiles });
  const hasPage = ownOf(winner).url !== undefined;
  const changes = {
    own: JSON.stringify(written),
    kind: !hasPage && written.url !== undefined ? loser.kind : winner.kind,
    ...(takesReading ? { found: loser.found } : {}),
    ...(takesAnalysis ? { analysis: loser.analysis } : {}),
    pinned_at: winner.pinned_at ?? loser.pinned_at,
    archived_at: loser.archived_at === null ? null : winner.archived_at,
    created_at: Math.min(winner.created_at, loser.created_at),
    edited_version: winner.edited_version + 1,
  };
  await updateItem(unit, winner.id, changes);
  return { ...winner, ...changes };
}

/**
 * What a person sent becomes the winner's, with what it says and what was made from it; equal bytes are kept once. Pictures of the page
 * go along where the winner has none, and the page with its article's pictures where its reading does; the rest was made
 * by us, and its bytes leave at the next sweep, or when the merge can no longer be undone.
 */
async function joinFiles(
  unit: Unit,
  {
    winner,
    loser,
    takesReading,
    keepsFiles,
  }: { winner: ItemRow; loser: ItemRow; takesReading: boolean; keepsFiles: boolean },
): Promise<void> {
  const files = await filesOfItems(unit.db, [winner.id, loser.id]);
  const has = files.get(winner.id) ?? [];
  const brings = files.get(loser.id) ?? [];
  const isPicture = (file: FileRow) => file.role === "lead-image" || file.role === "preview";
  const takesPictures = takesReading || !has.some(isPicture);
  const keys = new Set(has.filter(wasSent).map(bytesOf));
  const kept = new Set<string>();
  for (const file of brings.filter(wasSent)) {
    if (file.sha256 !== null && keys.has(bytesOf(file))) continue;
    keys.add(bytesOf(file));
    kept.add(file.id);
  }
  for (const file of brings.filter((one) => !wasSent(one))) {
    const ofPage = isPicture(file) ? takesPictures : takesReading;
    if (file.made_from === null ? ofPage : kept.has(file.made_from)) kept.add(file.id);
  }
  await handOverFiles(unit, { ids: [...kept], to: winner.id });
  if (brings.some((file) => file.role === "original" && kept.has(file.id))) {
    const [has, came] = [await contentOf(unit.db, winner.id), await contentOf(unit.db, loser.id)];
    const said = came?.files_text ?? null;
    if (said !== null) await keepContent(unit, winner.id, { files_text: joinFilesText(has?.files_text ?? null, said) });
  }
  if (keepsFiles) return;
  await releaseFiles(
    unit,
    brings.flatMap((file) => (kept.has(file.id) ? [] : [file.id])),
  );
}

/** A page as it was fetched belongs to its reading; one that the person gave is theirs. */
const wasSent = (file: FileRow): boolean =>
  file.role === "original" || (file.role === "snapshot" && file.type !== SNAPSHOT_TYPE);
const bytesOf = (file: FileRow): string => `${file.role} ${file.bytes} ${file.sha256}`;

/** The winner stands wherever the loser stood, which leaves every wall with a mark for readers that had it. */
async function movePlaces(
  unit: Unit,
  { winner, loser, raiseOn }: { winner: ItemRow; loser: ItemRow; raiseOn: readonly string[] | null },
): Promise<string[]> {
  const places = await placesOfItems(unit.db, [winner.id, loser.id]);
  const standing = (id: string) => (places.get(id) ?? []).filter((place) => place.removed_at === null);
  const spots = new Map<string, Spot>(standing(winner.id).map((place) => [place.wall, place]));
  const left = standing(loser.id);
  if (raiseOn === null) for (const place of left) spots.set(place.wall, higher(place, spots.get(place.wall)));
  else for (const wall of raiseOn) spots.set(wall, { item: winner.id, sort_at: unit.nowMs, position: null });
  const walls = [...new Set([...spots.keys(), ...left.map((place) => place.wall)])].sort();
  await lockClocks(unit, walls);
  for (const wall of walls) {
    if (left.some((place) => place.wall === wall)) await removePlace(unit, { wall, item: loser.id });
    const spot = spots.get(wall);
    if (!spot) continue;
    const { sort_at: sortAtMs, position } = spot;
    await raisePlace(unit, { wall, item: winner.id, sortAtMs, position, addedBy: winner.owner });
  }
  return walls;
}

type Spot = Pick<PlaceRow, "item" | "sort_at" | "position">;

/** The place of the two that is nearer to the top, by time as by hand. */
function higher(one: Spot, other: Spot | undefined): Spot {
  if (!other) return one;
  const isByHand = one.position !== null || other.position !== null;
  const [first = null] = [positionOf(one), positionOf(other)].sort().reverse();
  return { item: one.item, sort_at: Math.max(one.sort_at, other.sort_at), position: isByHand ? first : null };
}
