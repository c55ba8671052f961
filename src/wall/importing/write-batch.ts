import { Problem } from "../../contract/problems.ts";
import { newId } from "../../core/ids.ts";
import { StaleRead } from "../../core/ports/database.ts";
import type { Ranks } from "../../pipeline/ranks.ts";
import { itemsByAddress } from "../../store/addresses.ts";
import { markLeaving } from "../../store/files.ts";
import { insertImportRows } from "../../store/import-rows.ts";
import { type HeldImport, holdImport, type ImportCounts, type ImportWanted, noteImport } from "../../store/imports.ts";
import { lockItems } from "../../store/items.ts";
import { itemsByMark } from "../../store/marks.ts";
import { raisePlace } from "../../store/places.ts";
import { addUse, roomOf } from "../../store/quotas.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import type { Unit } from "../../store/store.ts";
import type { ItemRow } from "../../store/tables.ts";
import { ensureTagsByName } from "../../store/tag-rows.ts";
import { lockClocks, stampPlaces } from "../../store/wall-clock.ts";
import { type JoinedThing, joinThings } from "./join-things.ts";
import { makeItems, type NewThing, placeNewItems } from "./make-items.ts";
import type { PreparedRow, PreparedThing } from "./prepared.ts";
import { addCounts, rowOf } from "./report-rows.ts";
import { Room } from "./room.ts";
import { type FoundWalls, findWalls, putUpSmartWalls } from "./walls-of-import.ts";

export interface Batch {
  readonly held: HeldImport;
  readonly person: string;
  readonly wanted: ImportWanted;
  readonly rows: readonly PreparedRow[];
  /** Of all rows before these. */
  readonly counts: ImportCounts;
  readonly madeWalls: readonly string[];
}

export interface BatchWritten {
  readonly counts: ImportCounts;
  readonly madeWalls: readonly string[];
  /** Whose clocks moved. */
  readonly walls: readonly string[];
}

type Thing = PreparedThing & Pick<PreparedRow, "n" | "at">;

/**
 * Takes rows in: their items, places, tags, words and steps, what became of each, and how far the import is, in one
 * unit where the attempt is still ours. A kill at any moment leaves all of it or nothing.
 * @returns null when the attempt was lost
 */
export async function writeBatch(unit: Unit, ranks: Ranks, batch: Batch): Promise<BatchWritten | null> {
  const { held, person } = batch;
  if (!(await holdImport(unit, held))) return null;
  const things = batch.rows.filter((row): row is Thing => row.kind === "thing");
  const standing = await standingItems(unit, { person, things });
  const locked = await lockStanding(unit, [...new Set(standing.values())]);
  const walls = await findWalls(unit, batch);
  const smart = await putUpSmartWalls(unit, { ...batch, madeWalls: batch.madeWalls.length + walls.made.length });
  const tags = await ensureTagsByName(unit, {
    owner: person,
    names: things.flatMap(({ draft }) => draft.tags),
    by: "person",
  });

  const room = new Room(await roomOf(unit, person));
  const { fresh, again, left } = split(unit, { things, standing, walls, room });
  const made = await makeItems(unit, ranks, { person, importId: held.id, things: fresh, tags });
  for (const row of made) locked.set(row.id, row);
  const joined = await joinThings(unit, ranks, { person, importId: held.id, again, items: locked, tags, walls, room });
  await markLeaving(
    unit,
    [...left].flatMap(({ draft }) => filesOfDraft(draft)),
  );

  // Last, since what a person has and each clock is locked from here until the commit.
  await addUse(unit, person, room.taken).catch((error: unknown) => {
    if (error instanceof Problem) throw new StaleRead("what a person may have");
    throw error;
  });
  const moved = await movePlaces(unit, { person, fresh, joined });
  await refreshJoined(unit, joined, locked);
  const became = {
    fresh: new Map(fresh.map((each) => [each.thing.n, each])),
    joined: new Map(joined.map((each) => [each.thing.n, each])),
  };
  const rows = batch.rows.map((row) => rowOf(row, { importId: held.id, became, walls, smart, left }));
  await insertImportRows(unit, rows);
  const counts = addCounts(batch.counts, rows);
  const madeWalls = [...batch.madeWalls, ...walls.made, ...smart.made];
  const position = batch.rows.at(-1)?.n ?? 0;
  const changes = { counts: JSON.stringify(counts), made_walls: JSON.stringify(madeWalls), position };
  if (!(await noteImport(unit, held, changes))) return null;
  return { counts, madeWalls, walls: moved };
}

/** The items that stand for what these things are, by identity. */
async function standingItems(
  unit: Unit,
  { person, things }: { person: string; things: readonly PreparedThing[] },
): Promise<Map<string, string>> {
  const of = (isLink: boolean) =>
    things.filter(({ draft }) => (draft.url !== null) === isLink).flatMap(({ identities }) => identities);
  return new Map([
    ...(await itemsByAddress(unit.db, { owner: person, identityHashes: of(true) })),
    ...(await itemsByMark(unit.db, { owner: person, marks: of(false) })),
  ]);
}

/** Addresses go over when an item is merged: one that was merged while its lock was waited for is looked up anew. */
async function lockStanding(unit: Unit, ids: readonly string[]): Promise<Map<string, ItemRow>> {
  if (ids.length === 0) return new Map();
  const items = await lockItems(unit, ids);
  for (const id of ids)
    if (items.get(id)?.merged_into !== null) throw new StaleRead("what stands for an imported thing");
  return items;
}

/**
 * New things, and those that stand already or came before in this very batch, each with its item; and what there is no
 * room for.
 */
function split(
  unit: Unit,
  {
    things,
    standing,
    walls,
    room,
  }: { things: readonly Thing[]; standing: Map<string, string>; walls: FoundWalls; room: Room },
): { fresh: NewThing[]; again: { thing: Thing; item: string; isOfBatch: boolean }[]; left: ReadonlySet<Thing> } {
  const left = new Set<Thing>();
  const fresh: NewThing[] = [];
  const again: { thing: Thing; item: string; isOfBatch: boolean }[] = [];
  const ofBatch = new Map<string, string>();
  for (const thing of things) {
    const item = thing.identities.map((identity) => standing.get(identity)).find((id) => id !== undefined);
    const earlier = thing.identities.map((identity) => ofBatch.get(identity)).find((id) => id !== undefined);
    if (item !== undefined) again.push({ thing, item, isOfBatch: false });
    else if (earlier !== undefined) again.push({ thing, item: earlier, isOfBatch: true });
    else if (!room.take({ items: 1, bytes: bytesOfDraft(thing.draft) })) left.add(thing);
    else {
      const made = newThing(unit, thing, walls);
      for (const identity of thing.identities) ofBatch.set(identity, made.item);
      fresh.push(made);
    }
  }
  return { fresh, again, left };
}

const receivedOf = ({ files, page }: Thing["draft"]) => (page === null ? files : [...files, page]);
const filesOfDraft = (draft: Thing["draft"]): string[] => receivedOf(draft).map(({ id }) => id);
const bytesOfDraft = (draft: Thing["draft"]): number => receivedOf(draft).reduce((sum, { bytes }) => sum + bytes, 0);

function newThing(unit: Unit, thing: Thing, walls: FoundWalls): NewThing {
  const named = [...new Set(thing.walls.flatMap((name) => walls.byName.get(name) ?? []))].sort();
  const standsAtTarget = named.length === 0 || thing.isInInbox;
  const standing = standsAtTarget ? [...new Set([...named, walls.target])] : named;
  return { thing, item: newId(unit.nowMs), walls: standing };
}

async function movePlaces(
  unit: Unit,
  { person, fresh, joined }: { person: string; fresh: readonly NewThing[]; joined: readonly JoinedThing[] },
): Promise<string[]> {
  const changed = joined.filter(({ change }) => change !== null);
  const touched = new Set([
    ...fresh.flatMap(({ walls }) => walls),
    ...changed.flatMap(({ change, standing }) => [...standing, ...(change?.places.map(({ wall }) => wall) ?? [])]),
  ]);
  if (touched.size === 0) return [];
  await lockClocks(unit, [...touched].sort());
  await placeNewItems(unit, { person, things: fresh });
  for (const { item, change, standing } of changed) {
    const placed = change?.places ?? [];
    for (const { wall, sortAtMs } of placed) await raisePlace(unit, { wall, item, sortAtMs, addedBy: person });
    const rest = standing.filter((wall) => !placed.some((place) => place.wall === wall));
    await stampPlaces(
      unit,
      rest.map((wall) => ({ wall, item })),
    );
  }
  return [...touched];
}

/** The walls are words of the index, so it comes after them. */
async function refreshJoined(
  unit: Unit,
  joined: readonly JoinedThing[],
  items: ReadonlyMap<string, ItemRow>,
): Promise<void> {
  for (const id of new Set(joined.filter(({ change }) => change !== null).map(({ item }) => item))) {
    const item = items.get(id);
    if (item) await refreshItem(unit, item);
  }
}
