import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { Wall, WallEdit } from "../contract/walls.ts";
import { cleanLine, cleanText } from "../core/clean-text.ts";
import { newId } from "../core/ids.ts";
import { countMembers, somebodies } from "../store/members.ts";
import type { Store } from "../store/store.ts";
import { listSeenWalls, type SeenWall } from "../store/wall-access.ts";
import { followLinks } from "../store/wall-links.ts";
import { countStanding, findWallByIdempotencyKey, insertWall, updateWall } from "../store/walls.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";
import { countFinds } from "./find-items.ts";
import { refuseInbox } from "./members.ts";
import { isoTime } from "./share-status.ts";
import { refuseSmart, smartQuery } from "./smart-walls.ts";
import { type WallOfCaller, wallFor } from "./wall-for.ts";

/** The walls that a person sees: the inbox, then their own and others' in the order they were made. */
export async function pageOfWalls(
  store: Store,
  { person, cursor, limit }: { person: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Wall[]; next_cursor: string | null }> {
  const after = readCursor(cursor, ["number", "string"]);
  const rows = await listSeenWalls(store.reader, {
    person,
    after: after && { isInbox: after[0] === INBOX_FIRST, id: after[1] },
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentWalls(store, page),
    next_cursor:
      rows.length > limit && last ? makeCursor([last.kind === "inbox" ? INBOX_FIRST : OTHERS_THEN, last.id]) : null,
  };
}

const INBOX_FIRST = 0;
const OTHERS_THEN = 1;

/** @throws Problem not-found */
export async function getWall(store: Store, asked: WallOfCaller): Promise<Wall> {
  const [presented] = await presentWalls(store, [await wallFor(store.reader, { ...asked, use: "read" })]);
  if (!presented) throw new Error("a wall was not presented");
  return presented;
}

async function presentWalls(store: Store, walls: readonly SeenWall[]): Promise<Wall[]> {
  const { reader: db } = store;
  const ids = walls.map((wall) => wall.id);
  const counts = await countStanding(db, ids);
  for (const { id, owner: person, query } of walls)
    if (query !== null) counts.set(id, await countFinds(store, { person, q: query }));
  const members = await countMembers(db, ids);
  const owners = await somebodies(
    db,
    walls.map((wall) => wall.owner),
  );
  return walls.map((wall) => ({
    id: wall.id,
    name: wall.name,
    description: wall.description,
    kind: wall.kind,
    visibility: wall.visibility,
    indexed: wall.indexed === 1,
    sorting: wall.sorting,
    query: wall.query,
    role: wall.role,
    owner: owners.get(wall.owner) ?? { id: wall.owner, name: null },
    members: members.get(wall.id) ?? 0,
    items: counts.get(wall.id) ?? 0,
    clock: wall.clock,
    edited_version: wall.edited_version,
    created_at: isoTime(wall.created_at),
  }));
}

interface WallDraft {
  readonly name: string;
  /** Given, the wall is a smart one. */
  readonly query?: string | undefined;
}

/**
 * Makes a wall. The same idempotency key and name give the same wall again, whatever it is called by now.
 * @returns the wall, and whether it was there before
 * @throws Problem idempotency-key-reused, query-not-valid
 */
export async function makeWall(
  deps: WallDeps,
  { owner, name, query, idempotencyKey }: WallDraft & { owner: string; idempotencyKey: string | null },
): Promise<{ wall: Wall; replayed: boolean }> {
  const clean = wallName(name);
  const asks = query === undefined ? undefined : smartQuery(query);
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
      kind: asks === undefined ? "board" : "smart",
      ...(asks === undefined ? {} : { query: asks }),
      visibility: "private",
      idempotency_key: idempotencyKey,
      made_as: clean,
      created_at: unit.nowMs,
      deleted_at: null,
    });
    return { id: made, replayed: false };
  });
  return { wall: await getWall(deps.store, { id, person: owner }), replayed };
}

/**
 * Changes the fields that are named.
 * @param ifVersion refuse unless the wall has just this `edited_version`; null: the last writer of a field wins
 * @throws Problem not-found, role-too-small, field-too-long, inbox-is-private, edited-meanwhile
 */
export async function editWall(
  deps: WallDeps,
  { id, person, edit, ifVersion }: WallOfCaller & { edit: WallEdit; ifVersion: number | null },
): Promise<Wall> {
  const changes = {
    ...(edit.name === undefined ? {} : { name: wallName(edit.name) }),
    ...(edit.description === undefined ? {} : { description: wallDescription(edit.description) }),
    ...(edit.sorting === undefined ? {} : { sorting: edit.sorting }),
    ...(edit.visibility === undefined ? {} : { visibility: edit.visibility }),
    ...(edit.query === undefined ? {} : { query: smartQuery(edit.query) }),
    ...(edit.indexed === undefined ? {} : { indexed: edit.indexed ? 1 : 0 }),
  };
  const isReordered = await deps.store.write(async (unit) => {
    const wall = await wallFor(unit.db, { id, person, use: "own" });
    if (edit.visibility === "public") refuseInbox(wall);
    if (edit.sorting === "manual") refuseSmart(wall);
    if (edit.query !== undefined && wall.kind !== "smart")
      throw new Problem("fields-not-valid", "Only a smart wall has a question. Make one with it.", {
        fields: [{ field: "/query", message: "not of this wall" }],
      });
    if (!(await updateWall(unit, { id, ifVersion }, changes)))
      throw new Problem("edited-meanwhile", "Load the wall again and repeat your change on what it says now.");
    if (edit.visibility === "private") await followLinks(unit, id);
    return edit.sorting !== undefined && edit.sorting !== wall.sorting;
  });
  if (edit.visibility === "private") deps.channel.publish({ kind: "access", person });
  if (isReordered) deps.channel.publish({ kind: "wall-reordered", wall: id });
  return await getWall(deps.store, { id, person });
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
