import { visitFailpoint } from "../core/failpoint.ts";
import { indexAnew } from "../store/index-anew.ts";
import { appliedMigrations, DatabaseTooNew, MIGRATION_NAMES, migrate } from "../store/migrate.ts";
import {
  addRows,
  continueNumbers,
  countRows,
  digestTable,
  emptyTables,
  isEmpty,
  lastRow,
  learnTables,
  listUsers,
  readPage,
} from "../store/move-rows.ts";
import { MOVED_TABLES, type MovedTable } from "../store/moved-tables.ts";
import { beginMove, endMove, findMove } from "../store/moves.ts";
import type { Store } from "../store/store.ts";
import type { MovePlace } from "./move-place.ts";
import { MoveRefused, openMoved } from "./open-moved.ts";

/** How far a move is: rows of a table copied, items made findable, tables compared. */
export interface MoveProgress {
  readonly doing: "copy" | "index" | "compare";
  readonly table: string;
  readonly done: number;
  readonly total: number;
}

export interface Moved {
  readonly rows: number;
  readonly items: number;
  /** It went on where an interrupted move was. */
  readonly resumed: boolean;
}

export interface MoveAsked {
  readonly from: MovePlace;
  readonly to: MovePlace;
  /** Takes away what an interrupted move left in the target and begins with nothing. */
  readonly anew: boolean;
  readonly tell: (progress: MoveProgress) => void;
  /** What has to be done with the filled target before anybody may start on it. */
  readonly beforeEnd?: (target: Store) => Promise<void>;
}

/**
 * Copies all rows from one database to another, makes the search words anew, and compares both, row by row, before it
 * says that the target is whole. The source is not changed; nothing may run on either meanwhile. Killed, it goes on
 * where it was when it is run again: see docs/decisions/0019-postgresql.md.
 * @throws MoveRefused, FolderTaken, DatabaseTooNew, DatabaseUnavailable
 */
export async function moveStore({ from, to, anew, tell, beforeEnd }: MoveAsked): Promise<Moved> {
  const source = await openMoved(from, "from");
  try {
    const owner = await checkSource(source.store);
    const target = await openMoved(to, "to");
    try {
      const { resumed } = await prepareTarget(target.store, { owner, anew });
      const both = { source: source.store, target: target.store };
      let rows = 0;
      for (const table of MOVED_TABLES) rows += await copyTable(both, table, tell);
      await target.store.write(continueNumbers);
      const items = await countRows(target.store.reader, "items");
      await indexAnew(target.store, (done) => tell({ doing: "index", table: "item_words", done, total: items }));
      await learnTables(target.store);
      await compareAll(both, tell);
      await refuseUsers(source.store, "the source");
      await beforeEnd?.(target.store);
      await target.store.write((unit) => endMove(unit, owner));
      return { rows, items, resumed };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** @returns whose wall it is */
async function checkSource(store: Store): Promise<string> {
  const applied = await appliedMigrations(store);
  if (applied.length === 0) throw new MoveRefused("There is no Digital Wall in the source.");
  const newer = applied.find((name) => !MIGRATION_NAMES.includes(name));
  if (newer !== undefined) throw new DatabaseTooNew(newer);
  if (applied.length < MIGRATION_NAMES.length)
    throw new MoveRefused("The source was made by an older Digital Wall: run `digital-wall migrate` on it first.");
  await refuseUsers(store, "the source");
  const move = await findMove(store.reader);
  if (move?.ended_at === null) throw new MoveRefused("The source is itself the half-filled target of another move.");
  const owner = await store.reader.selectFrom("persons").select("id").where("role", "=", "owner").executeTakeFirst();
  if (!owner) throw new MoveRefused("Nobody has started the source yet, so there is nothing to move.");
  return owner.id;
}

async function prepareTarget(
  store: Store,
  { owner, anew }: { owner: string; anew: boolean },
): Promise<{ resumed: boolean }> {
  await refuseUsers(store, "the target");
  await migrate(store);
  const move = await findMove(store.reader);
  if (move?.source === owner && move.ended_at === null) {
    if (anew) await store.write(emptyTables);
    return { resumed: !anew };
  }
  if (move?.source === owner)
    throw new MoveRefused("The target was filled from this source already. Start Digital Wall on it.");
  if (move !== undefined || !(await isEmpty(store.reader)))
    throw new MoveRefused(
      "The target holds a wall already. Name an empty database: nothing in one is ever overwritten.",
    );
  await store.write((unit) => beginMove(unit, owner));
  return { resumed: false };
}

async function refuseUsers(store: Store, which: string): Promise<void> {
  const users = await listUsers(store);
  if (users.length > 0)
    throw new MoveRefused(`Stop what runs on ${which} first (${users.join(", ")}), and run this again.`);
}

interface Both {
  readonly source: Store;
  readonly target: Store;
}

async function copyTable({ source, target }: Both, table: MovedTable, tell: MoveAsked["tell"]): Promise<number> {
  const total = await countRows(source.reader, table);
  let done = await countRows(target.reader, table);
  let after = await lastRow(target.reader, table);
  for (;;) {
    tell({ doing: "copy", table, done, total });
    const page = await readPage(source.reader, table, after);
    if (page.length === 0) return total;
    await target.write((unit) => addRows(unit, table, page));
    visitFailpoint("in-move");
    done += page.length;
    after = page.at(-1);
  }
}

async function compareAll({ source, target }: Both, tell: MoveAsked["tell"]): Promise<void> {
  for (const [at, table] of MOVED_TABLES.entries()) {
    tell({ doing: "compare", table, done: at + 1, total: MOVED_TABLES.length });
    const [there, here] = [await digestTable(source, table), await digestTable(target, table)];
    if (there.rows !== here.rows || there.sum !== here.sum)
      throw new MoveRefused(
        `The rows of ${table} differ (${there.rows} in the source, ${here.rows} in the target): the source was changed since the move began. Run this again with --anew.`,
      );
  }
}
