import { LIMITS } from "../../contract/limits.ts";
import { hasLines } from "../../core/merge-own.ts";
import { placeHighlights } from "../../pipeline/place-highlights.ts";
import type { Ranks } from "../../pipeline/ranks.ts";
import { filesOfItems, keepFile } from "../../store/files.ts";
import { insertHighlights, markedTexts } from "../../store/highlights.ts";
import { itemsOfImport, type RowAdded } from "../../store/import-rows.ts";
import { foundOf, ownOf, updateItem } from "../../store/items.ts";
import { placesOfItems } from "../../store/places.ts";
import { openStepsOfItem } from "../../store/steps.ts";
import { insertRows, type Unit } from "../../store/store.ts";
import type { FileRow, ItemRow, PlaceRow, StepRow } from "../../store/tables.ts";
import { tagIdsOfPerson } from "../../store/tags.ts";
import { placeableWalls } from "../../store/wall-access.ts";
import { hashOfNote, joinNotes } from "../accepted.ts";
import { beginReading, highlightRows, tagIds } from "./make-items.ts";
import type { PreparedRow, PreparedThing } from "./prepared.ts";
import type { Room } from "./room.ts";
import type { FoundWalls } from "./walls-of-import.ts";

type Thing = PreparedThing & Pick<PreparedRow, "n">;

export interface JoinedThing {
  readonly thing: Thing;
  readonly item: string;
  /** It came before in the same source. */
  readonly isOfSource: boolean;
  /** Null when nothing in it was new. */
  readonly change: {
    readonly added: RowAdded;
    /** Where it is put now. */
    readonly places: readonly { wall: string; sortAtMs: number }[];
  } | null;
  /** The walls on which it stands already. */
  readonly standing: readonly string[];
}

/** What is known of the items that things join, read once for all of them and kept true while they join. */
interface Known {
  readonly items: Map<string, ItemRow>;
  readonly places: Map<string, PlaceRow[]>;
  readonly tags: Map<string, Set<string>>;
  readonly marked: Map<string, Set<string>>;
  readonly files: Map<string, FileRow[]>;
  readonly ofImport: ReadonlySet<string>;
}

/**
 * Things that stand already, their items locked: what is new in them is added, what stands is never changed. An item in
 * the trash comes back, as when it is shared again.
 */
export async function joinThings(
  unit: Unit,
  ranks: Ranks,
  {
    person,
    importId,
    again,
    items,
    tags,
    walls,
    room,
  }: {
    person: string;
    importId: string;
    again: readonly { thing: Thing; item: string; isOfBatch: boolean }[];
    items: Map<string, ItemRow>;
    tags: ReadonlyMap<string, string>;
    walls: FoundWalls;
    room: Room;
  },
): Promise<JoinedThing[]> {
  if (again.length === 0) return [];
  const ids = [...new Set(again.map(({ item }) => item))];
  const known: Known = {
    items,
    places: await placesOfItems(unit.db, ids),
    tags: await tagIdsOfPerson(unit.db, ids),
    marked: await markedTexts(unit.db, { items: ids, person }),
    files: await filesOfItems(unit.db, ids),
    ofImport: await itemsOfImport(unit.db, { importId, items: ids }),
  };
  const joined: JoinedThing[] = [];
  for (const { thing, item, isOfBatch } of again) {
    const isOfSource = isOfBatch || known.ofImport.has(item);
    joined.push({
      isOfSource,
      ...(await join(unit, ranks, { person, importId, thing, item, tags, walls, known, room })),
    });
  }
  return joined;
}

interface Joining {
  readonly person: string;
  readonly importId: string;
  readonly thing: Thing;
  readonly item: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly walls: FoundWalls;
  readonly known: Known;
  readonly room: Room;
}

async function join(unit: Unit, ranks: Ranks, joining: Joining): Promise<Omit<JoinedThing, "isOfSource">> {
  const { thing, item: id, known } = joining;
  const item = known.items.get(id);
  if (!item) throw new Error("a thing joins an item that is not locked");
  const { places, back, standing } = await placesFor(unit, joining, item);
  const note = noteWith(item, thing);
  const newTags = await addTagIds(unit, joining);
  const highlights = await addHighlights(unit, joining);
  const files = await addFiles(unit, joining);
  const isPinned = thing.isPinned && item.pinned_at === null;
  const put = [...places, ...back];
  const changes = note !== null || newTags.length > 0 || highlights || files.length > 0 || isPinned || put.length > 0;
  if (!changes) return { thing, item: id, change: null, standing };

  const own = note === null ? item.own : JSON.stringify({ ...ownOf(item), note });
  const changed = {
    own,
    deleted_at: null,
    purge_at: null,
    pinned_at: isPinned ? (thing.createdAtMs ?? unit.nowMs) : item.pinned_at,
  };
  await updateItem(unit, id, changed);
  known.items.set(id, { ...item, ...changed });
  const stood = known.places.get(id) ?? [];
  const added: RowAdded = {
    walls: put.map(({ wall }) => ({ wall, was: wasAt(stood, wall) })),
    tags: newTags,
    note: note === null ? null : { became: hashOfNote(note), stoodCharacters: ownOf(item).note?.length ?? 0 },
    pinned: isPinned,
    highlights,
    files,
    trash: item.deleted_at === null ? null : { deleted_at: item.deleted_at, edited_version: item.edited_version },
  };
  known.places.set(id, [...stood.filter(({ wall }) => !put.some((p) => p.wall === wall)), ...put.map(standingAt(id))]);
  await readWhatCame(unit, ranks, { ...joining, item, files });
  return { thing, item: id, change: { added, places: put }, standing };
}

/** Where it comes to stand: on the walls of its folders, and out of the trash where it stood. */
async function placesFor(unit: Unit, { thing, walls, known }: Joining, item: ItemRow) {
  const places = known.places.get(item.id) ?? [];
  const stood = places.filter((place) => place.removed_at === item.deleted_at);
  const isBack = item.deleted_at !== null;
  const living = isBack
    ? await placeableWalls(unit.db, { walls: stood.map(({ wall }) => wall), person: item.owner })
    : new Set<string>();
  const back = isBack
    ? stood.filter(({ wall }) => living.has(wall)).map(({ wall, sort_at }) => ({ wall, sortAtMs: sort_at }))
    : [];
  const standing = isBack ? [] : stood.map(({ wall }) => wall);
  const named = [...new Set(thing.walls.flatMap((name) => walls.byName.get(name) ?? []))].sort();
  const sortAtMs = thing.createdAtMs ?? unit.nowMs;
  const fresh = named
    .filter((wall) => !standing.includes(wall) && !back.some((place) => place.wall === wall))
    .map((wall) => ({ wall, sortAtMs }));
  const stands = standing.length + back.length + fresh.length > 0;
  // One that was made in this very batch has its places coming.
  const isNew = places.length === 0 && item.deleted_at === null;
  return { places: stands || isNew ? fresh : [{ wall: walls.target, sortAtMs }], back, standing };
}

const wasAt = (places: readonly PlaceRow[], wall: string): RowAdded["walls"][number]["was"] => {
  const place = places.find((each) => each.wall === wall);
  return place ? { sort_at: place.sort_at, removed_at: place.removed_at, position: place.position } : null;
};

const standingAt =
  (item: string) =>
  ({ wall, sortAtMs }: { wall: string; sortAtMs: number }): PlaceRow => ({
    wall,
    item,
    clock: 0,
    sort_at: sortAtMs,
    added_by: "",
    removed_at: null,
    position: null,
  });

/** The note with what the thing says beside it; null when it says nothing new, or nothing more fits. */
function noteWith(item: ItemRow, { draft }: Thing): string | null {
  const { note, text } = ownOf(item);
  const added: string[] = [];
  for (const words of [draft.note, draft.url === null ? null : draft.text])
    if (words !== null && ![note, text, ...added].some((said) => hasLines(said ?? null, words))) added.push(words);
  const length = [note ?? "", ...added].join("\n").length;
  return added.length === 0 || length > LIMITS.noteCharacters ? null : (joinNotes(note, added) ?? null);
}

async function addTagIds(unit: Unit, { thing, item, tags, known }: Joining): Promise<string[]> {
  const has = known.tags.get(item) ?? new Set<string>();
  const room = Math.max(0, LIMITS.tagsPerItem - has.size);
  const added = tagIds(thing, tags)
    .filter((tag) => !has.has(tag))
    .slice(0, room);
  await insertRows(
    unit,
    "item_tags",
    added.map((tag) => ({ item, tag, by: "person" as const })),
  );
  known.tags.set(item, new Set([...has, ...added]));
  return added;
}

async function addHighlights(unit: Unit, { thing, item, person, importId, known }: Joining): Promise<boolean> {
  const marked = known.marked.get(item) ?? new Set<string>();
  const rows = highlightRows(unit, { thing, item, person, importId }).filter(({ text }) => !marked.has(text));
  await insertHighlights(unit, rows);
  if (rows.length > 0) await placeHighlights(unit, item);
  known.marked.set(item, new Set([...marked, ...rows.map(({ text }) => text)]));
  return rows.length > 0;
}

/**
 * Files whose bytes it has already are not kept twice, and those that there is no room for go with the sweep. Tells the
 * ids of those that it was given.
 */
async function addFiles(unit: Unit, { thing, item, person, known, room }: Joining): Promise<string[]> {
  const has = new Set((known.files.get(item) ?? []).map(({ sha256 }) => sha256));
  const added: string[] = [];
  for (const { id, bytes, sha256 } of thing.draft.files) {
    if (has.has(sha256) || !room.take({ items: 0, bytes })) continue;
    if (!(await keepFile(unit, { id, owner: person, item, bytes, sha256 })))
      throw new Error("a file of an import was swept before its row was taken");
    has.add(sha256);
    added.push(id);
  }
  return added;
}

/** Files are looked into; the page is read from the source only where nobody has read it. */
async function readWhatCame(
  unit: Unit,
  ranks: Ranks,
  { thing, item, person, files, room }: Omit<Joining, "item"> & { item: ItemRow; files: readonly string[] },
): Promise<void> {
  const open = await openStepsOfItem(unit.db, item.id);
  const isUnread = foundOf(item).readAtMs === undefined && !open.some((step) => step.name === "read");
  const { page } = thing.draft;
  const steps: StepRow["name"][] = files.length > 0 ? ["files"] : [];
  if (page !== null && isUnread) {
    const { id, bytes, sha256 } = page;
    const isKept =
      room.take({ items: 0, bytes }) && (await keepFile(unit, { id, owner: person, item: item.id, bytes, sha256 }));
    if (isKept) steps.push("read");
  }
  if (steps.length > 0) await beginReading(unit, ranks, [{ item: item.id, person, steps }]);
}
