import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { Wall, WallEdit } from "../contract/walls.ts";
import { cleanLine, cleanText } from "../core/clean-text.ts";
import { newId } from "../core/ids.ts";
import { lockItem } from "../store/items.ts";
import { listStanding, raisePlace, removePlace, wallsOfItem } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import type { Reader } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { lockClocks } from "../store/wall-clock.ts";
import {
  countStanding,
  findWall,
  findWallByIdempotencyKey,
  findWallStanding,
  inboxOf,
  insertWall,
  listWalls,
  markWallDeleted,
  updateWall,
  type WallStanding,
} from "../store/walls.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";
import { isoTime } from "./share-status.ts";

interface WallOfPerson {
  readonly id: string;
  readonly owner: string;
}

/** A person's walls in the order they were made; the inbox was the first. */
export async function pageOfWalls(
  db: Reader,
  { owner, cursor, limit }: { owner: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Wall[]; next_cursor: string | null }> {
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listWalls(db, { owner, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentWalls(db, page),
    next_cursor: rows.length > limit && last ? makeCursor([last.id]) : null,
  };
}

export async function getWall(db: Reader, whose: WallOfPerson): Promise<Wall> {
  const wall = await findWallStanding(db, whose);
  const [presented] = wall ? await presentWalls(db, [wall]) : [];
  if (!presented) throw new Problem("not-found", "There is no such wall.");
  return presented;
}

async function presentWalls(db: Reader, walls: readonly WallStanding[]): Promise<Wall[]> {
  const counts = await countStanding(
    db,
    walls.map((wall) => wall.id),
  );
  return walls.map((wall) => ({
    id: wall.id,
    name: wall.name,
    description: wall.description,
    kind: wall.kind,
    visibility: wall.visibility,
    sorting: wall.sorting,
    role: "owner",
    items: counts.get(wall.id) ?? 0,
    clock: wall.clock,
    created_at: isoTime(wall.created_at),
  }));
}

/**
 * Makes a wall. The same idempotency key and name give the same wall again, whatever it is called by now.
 * @returns the wall, and whether it was there before
 * @throws Problem idempotency-key-reused
 */
export async function makeWall(
  deps: WallDeps,
  { owner, name, idempotencyKey }: { owner: string; name: string; idempotencyKey: string | null },
): Promise<{ wall: Wall; replayed: boolean }> {
  const clean = wallName(name);
  const { id, replayed } = await deps.store.write(async (unit) => {
    const earlier =
      idempotencyKey === null ? undefined : await findWallByIdempotencyKey(unit.db, { owner, idempotencyKey });
    if (earlier && earlier.made_as !== clean)
      throw new Problem(
        "idempotency-key-reused",
        "This idempotency key was used for another wall. Use a new key for each.",
      );
    if (earlier) return { id: earlier.id, replayed: true };
    const made = newId(unit.nowMs);
    await insertWall(unit, {
      id: made,
      owner,
      name: clean,
      kind: "board",
      visibility: "private",
      idempotency_key: idempotencyKey,
      made_as: clean,
      created_at: unit.nowMs,
      deleted_at: null,
    });
    return { id: made, replayed: false };
  });
  return { wall: await getWall(deps.store.reader, { id, owner }), replayed };
}

/** Changes the fields that are named. @throws Problem not-found, field-too-long */
export async function editWall(deps: WallDeps, { id, owner, edit }: WallOfPerson & { edit: WallEdit }): Promise<Wall> {
  const changes = {
    ...(edit.name === undefined ? {} : { name: wallName(edit.name) }),
    ...(edit.description === undefined ? {} : { description: wallDescription(edit.description) }),
    ...(edit.sorting === undefined ? {} : { sorting: edit.sorting }),
  };
  const isReordered = await deps.store.write(async (unit) => {
    const wall = await findWall(unit.db, { id, owner });
    if (!wall) throw new Problem("not-found", "There is no such wall.");
    await updateWall(unit, id, changes);
    return edit.sorting !== undefined && edit.sorting !== wall.sorting;
  });
  if (isReordered) deps.channel.publish({ kind: "wall-reordered", wall: id });
  return await getWall(deps.store.reader, { id, owner });
}

/** Null, or nothing but blanks, takes it away. */
function wallDescription(description: string | null): string | null {
  const clean = description === null ? "" : cleanText(description).trim();
  if (clean.length > LIMITS.wallDescriptionCharacters)
    throw new Problem(
      "field-too-long",
      `The description of a wall has at most ${LIMITS.wallDescriptionCharacters} characters.`,
      {
        fields: [{ field: "/description", message: `at most ${LIMITS.wallDescriptionCharacters} characters` }],
        params: { max: LIMITS.wallDescriptionCharacters },
      },
    );
  return clean === "" ? null : clean;
}

function wallName(name: string): string {
  const clean = cleanLine(name);
  if (clean === "" || clean.length > LIMITS.wallNameCharacters)
    throw new Problem("field-too-long", `The name of a wall has 1 to ${LIMITS.wallNameCharacters} characters.`, {
      fields: [{ field: "/name", message: `1 to ${LIMITS.wallNameCharacters} characters` }],
      params: { max: LIMITS.wallNameCharacters },
    });
  return clean;
}

/** Items taken off a deleted wall in one unit; more would hold up everybody else's writes. */
const MOVED_AT_ONCE = 200;

/** Deletes a wall. Items that stand nowhere else move to the inbox; nothing is lost. */
export async function deleteWall(deps: WallDeps, { id, owner }: WallOfPerson): Promise<void> {
  const wall = await findWall(deps.store.reader, { id, owner });
  if (!wall) throw new Problem("not-found", "There is no such wall.");
  if (wall.kind === "inbox")
    throw new Problem("inbox-stays", "Everything that is shared without a wall arrives there.");
  const inbox = await inboxOf(deps.store.reader, owner);
  for (;;) {
    const isEmpty = await deps.store.write(async (unit) => {
      const places = await listStanding(unit.db, { wall: id, sort: "newest", after: null, limit: MOVED_AT_ONCE });
      const items = new Map<string, ItemRow>();
      for (const standing of places.map((place) => place.item).sort()) {
        const item = await lockItem(unit, standing);
        if (item) items.set(standing, item);
      }
      await lockClocks(unit, [id, inbox.id]);
      for (const place of places) {
        const item = items.get(place.item);
        if (!item) continue;
        const standing = await wallsOfItem(unit.db, item.id);
        // Taken off, deleted or merged while its lock was waited for.
        if (!standing.includes(id)) continue;
        const needsInbox = standing.every((other) => other === id);
        await removePlace(unit, { wall: id, item: item.id });
        if (needsInbox)
          await raisePlace(unit, { wall: inbox.id, item: item.id, sortAtMs: place.sort_at, addedBy: place.added_by });
        await refreshItem(unit, item);
      }
      // With the clock held nothing more can arrive; what came while it was waited for is moved in another round.
      const [late] = await listStanding(unit.db, { wall: id, sort: "newest", after: null, limit: 1 });
      if (!late) await markWallDeleted(unit, id);
      return late === undefined;
    });
    deps.channel.publish({ kind: "walls", walls: [id, inbox.id] });
    if (isEmpty) return;
  }
}
