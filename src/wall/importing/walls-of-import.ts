import { LIMITS } from "../../contract/limits.ts";
import { newId } from "../../core/ids.ts";
import type { ImportRowRow } from "../../store/import-tables.ts";
import type { ImportWanted } from "../../store/imports.ts";
import type { Unit } from "../../store/store.ts";
import { boardsNamed, findWall, inboxOf, insertWall, smartWallAsking, updateWall } from "../../store/walls.ts";
import type { PreparedRow } from "./prepared.ts";

export interface FoundWalls {
  /** Walls by the names that folders of the source have here. */
  readonly byName: ReadonlyMap<string, string>;
  /** Where things stand that lie in no folder. */
  readonly target: string;
  /** Those that were put up just now. */
  readonly made: readonly string[];
  /** What a folder of the source became. */
  becameOf(name: string): Pick<ImportRowRow, "state" | "made" | "reason_code" | "reason">;
}

/**
 * The walls that the folders of these rows mean: those of the same name, or new ones, up to the limit of an import. A
 * wall that was asked for and is gone meanwhile gives its things to the inbox.
 */
export async function findWalls(
  unit: Unit,
  {
    person,
    wanted,
    rows,
    madeWalls,
  }: { person: string; wanted: ImportWanted; rows: readonly PreparedRow[]; madeWalls: readonly string[] },
): Promise<FoundWalls> {
  const asked = wanted.wall === null ? undefined : await findWall(unit.db, { id: wanted.wall, owner: person });
  const target = asked?.id ?? (await inboxOf(unit.db, person)).id;
  const descriptions = new Map<string, string | undefined>();
  if (wanted.folders === "walls")
    for (const row of rows) {
      if (row.kind === "wall" && row.name !== "") descriptions.set(row.name, row.wall.description);
      if (row.kind === "thing")
        for (const name of row.walls) if (!descriptions.has(name)) descriptions.set(name, undefined);
    }
  const names = [...descriptions.keys()];
  const byName = new Map(await boardsNamed(unit.db, { owner: person, names }));
  const made: string[] = [];
  for (const name of names) {
    if (byName.has(name) || madeWalls.length + made.length >= LIMITS.importWalls) continue;
    const id = await putUp(unit, { owner: person, name, description: descriptions.get(name) });
    byName.set(name, id);
    made.push(id);
  }
  return {
    byName,
    target,
    made,
    becameOf(name) {
      const wall = byName.get(name);
      if (wall !== undefined)
        return {
          state: made.includes(wall) ? "made" : "joined",
          made: JSON.stringify({ wall }),
          reason_code: made.includes(wall) ? null : "wall-stands",
          reason: made.includes(wall) ? null : "A wall of this name stood already and takes its things.",
        };
      const reason =
        wanted.folders === "tags"
          ? "Folders become tags."
          : `An import puts up at most ${LIMITS.importWalls} walls; things in this one stand on the wall that was asked for.`;
      return { state: "kept", made: null, reason_code: "no-wall", reason };
    },
  };
}

/** What smart lists of the source became, by the number of their row; those that can not be asked here became nothing. */
export interface SmartWalls {
  readonly byRow: ReadonlyMap<number, Pick<ImportRowRow, "state" | "made" | "reason_code" | "reason">>;
  readonly made: readonly string[];
}

/** Puts up a smart wall for each smart list that can be asked here, unless one of its name asks the same already. */
export async function putUpSmartWalls(
  unit: Unit,
  { person, rows, madeWalls }: { person: string; rows: readonly PreparedRow[]; madeWalls: number },
): Promise<SmartWalls> {
  const byRow = new Map<number, Pick<ImportRowRow, "state" | "made" | "reason_code" | "reason">>();
  const made: string[] = [];
  for (const row of rows) {
    if (row.kind !== "smart-list" || row.smartList.asked === null) continue;
    const { name, asked: query } = row.smartList;
    const clean = name.slice(0, LIMITS.wallNameCharacters);
    const standing = await smartWallAsking(unit.db, { owner: person, name: clean, query });
    if (standing === undefined && madeWalls + made.length >= LIMITS.importWalls) continue;
    const wall = standing ?? (await putUp(unit, { owner: person, name: clean, query, description: undefined }));
    if (standing === undefined) made.push(wall);
    byRow.set(row.n, {
      state: standing === undefined ? "made" : "joined",
      made: JSON.stringify({ wall }),
      reason_code: standing === undefined ? null : "wall-stands",
      reason: standing === undefined ? null : "A wall of this name asks the same already.",
    });
  }
  return { byRow, made };
}

async function putUp(
  unit: Unit,
  { owner, name, query, description }: { owner: string; name: string; query?: string; description: string | undefined },
): Promise<string> {
  const id = newId(unit.nowMs);
  await insertWall(unit, {
    id,
    owner,
    name,
    kind: query === undefined ? "board" : "smart",
    ...(query === undefined ? {} : { query }),
    visibility: "private",
    idempotency_key: null,
    made_as: name,
    created_at: unit.nowMs,
    deleted_at: null,
  });
  if (description !== undefined)
    await updateWall(unit, { id }, { description: description.slice(0, LIMITS.wallDescriptionCharacters) });
  return id;
}
