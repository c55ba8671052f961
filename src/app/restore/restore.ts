import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "../../config/settings.ts";
import { Problem } from "../../contract/problems.ts";
import { ArchiveRefused } from "../../core/archive-refused.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { listWhole } from "../../store/files.ts";
import { indexAnew } from "../../store/index-anew.ts";
import { migrate } from "../../store/migrate.ts";
import { learnTables, listUsers } from "../../store/move-rows.ts";
import { beginMove, endMove, findMove, forgetMove } from "../../store/moves.ts";
import { requireRoom, type Use } from "../../store/quotas.ts";
import { addRow, addUnlessThere, giveUpInbox, isUntouched, removeRestored } from "../../store/restored-rows.ts";
import type { Store } from "../../store/store.ts";
import { ensureOwner } from "../../wall/make-owner.ts";
import { writeKeyFile } from "../local-files.ts";
import { openFiles } from "../open-files.ts";
import { openMoved } from "../open-moved.ts";
import { type ArchiveFile, openArchive } from "./archive-file.ts";
import { type CheckedArchive, checkArchive, recordsOf } from "./check-archive.ts";
import { fillItems } from "./fill.ts";
import type { LostFile } from "./put-files.ts";

export interface RestoreProgress {
  readonly doing: "check" | "items" | "index";
  readonly done: number;
  readonly total: number;
}

export interface Restored {
  readonly walls: number;
  readonly items: number;
  readonly tags: number;
  /** Files that were put now; those of an interrupted restore were put before. */
  readonly files: number;
  readonly bytes: number;
  readonly lost: readonly LostFile[];
  /** It went on where an interrupted restore was. */
  readonly resumed: boolean;
}

export interface RestoreAsked {
  readonly path: string;
  readonly settings: Settings;
  /** Takes away what an interrupted restore left and begins with nothing. */
  readonly anew: boolean;
  readonly tell: (progress: RestoreProgress) => void;
}

/**
 * Makes the walls of an export anew in a system that has none: the same ids, dates, places, tags and files. The archive
 * is looked at from end to end before anything of it is kept; interrupted after that, it goes on where it was when it is
 * run again, and nobody starts on half of it meanwhile. Keys, sign-ins and people stay those of this system.
 * @throws ArchiveRefused, FolderTaken, DatabaseUnavailable, FilesUnavailable
 */
export async function restoreArchive({ path, settings, anew, tell }: RestoreAsked): Promise<Restored> {
  const archive = await openArchive(path);
  try {
    tell({ doing: "check", done: 0, total: 1 });
    const checked = await checkArchive(archive);
    await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
    const { databaseUrl: url } = settings;
    const place =
      url === null
        ? ({ kind: "sqlite", path: join(settings.dataDir, "wall.db") } as const)
        : ({ kind: "postgres", url } as const);
    const opened = await openMoved(place, "to");
    const files = await openFiles(settings.files);
    try {
      const { store } = opened;
      const { owner, resumed } = await prepare({ store, files, settings, archive, anew, use: checked.use });
      await fillLists({ store, archive, checked, owner });
      const total = checked.counts.items;
      const fill = { archive, checked, store, files, owner };
      const filled = await fillItems({ ...fill, tell: (done) => tell({ doing: "items", done, total }) });
      await fillPairs({ store, archive, checked, owner });
      await indexAnew(store, (done) => tell({ doing: "index", done, total }));
      await learnTables(store);
      await store.write((unit) => endMove(unit, sourceOf(archive)));
      const { walls, items, tags } = checked.counts;
      return { walls, items, tags, ...filled, resumed };
    } finally {
      await files.close();
      await opened.close();
    }
  } finally {
    archive.close();
  }
}

/** Before anything is kept: a restore that stops in the middle for want of room would never be whole. */
async function refuseWithoutRoom(store: Store, owner: string, use: Use): Promise<void> {
  try {
    await store.write((unit) => requireRoom(unit, owner, use));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new ArchiveRefused(`There is no room for what the archive holds. ${error.message}`);
  }
}

const sourceOf = ({ digest }: ArchiveFile): string => `restore ${digest}`;

interface Target {
  readonly store: Store;
  readonly files: FileStore;
  readonly settings: Settings;
  readonly archive: ArchiveFile;
  readonly anew: boolean;
  readonly use: Use;
}

async function prepare({
  store,
  files,
  settings,
  archive,
  anew,
  use,
}: Target): Promise<{ owner: string; resumed: boolean }> {
  const users = await listUsers(store);
  if (users.length > 0)
    throw new ArchiveRefused(`Stop what runs on this database first (${users.join(", ")}), and run this again.`);
  await migrate(store);
  const source = sourceOf(archive);
  const move = await findMove(store.reader);
  const isBegun = move?.ended_at === null;
  if (isBegun && move.source !== source && !(anew && move.source.startsWith("restore ")))
    throw new ArchiveRefused(
      "This database is being filled from something else and is not whole yet. End that first, or name an empty one.",
    );
  if (isBegun && anew) await takeAway(store, files);
  else if (!isBegun && !(await isUntouched(store.reader)))
    throw new ArchiveRefused(
      "There is a wall here already. Restore into an empty folder or database: nothing is ever overwritten.",
    );
  const { owner, localKey } = await ensureOwner(store);
  if (localKey !== null) await writeKeyFile(settings.dataDir, localKey);
  if (!isBegun || anew) {
    await refuseWithoutRoom(store, owner, use);
    await store.write(async (unit) => {
      if (move) await forgetMove(unit, move.source);
      await beginMove(unit, source);
    });
  }
  return { owner, resumed: isBegun && !anew };
}

const FILES_A_PAGE = 500;

/** What an interrupted restore brought: bytes first, while their rows name them. */
async function takeAway(store: Store, files: FileStore): Promise<void> {
  for (let after: string | null = null; ; ) {
    const rows: Awaited<ReturnType<typeof listWhole>> = await listWhole(store.reader, { after, limit: FILES_A_PAGE });
    for (const { store_key: key } of rows) await files.remove(key);
    after = rows.at(-1)?.id ?? null;
    if (after === null) break;
  }
  await store.write(removeRestored);
}

interface Lists {
  readonly store: Store;
  readonly archive: ArchiveFile;
  readonly checked: CheckedArchive;
  readonly owner: string;
}

/** Walls and tags, before the items that name them. */
async function fillLists({ store, archive, checked, owner }: Lists): Promise<void> {
  const made = { owner, nowMs: await store.nowMs() };
  const { inbox } = checked;
  const standing = new Set((await store.reader.selectFrom("walls").select("id").execute()).map(({ id }) => id));
  for await (const { id, row } of recordsOf(archive, "walls", made)) {
    if (standing.has(id)) continue;
    await store.write(async (unit) => {
      if (id === inbox) await giveUpInbox(unit, { owner, except: id });
      await addRow(unit, "walls", row);
      await unit.db.insertInto("wall_clocks").values({ wall: id, clock: 0, oldest: 0, closed_at: null }).execute();
    });
  }
  for await (const { row, within } of recordsOf(archive, "tags", made))
    await store.write(async (unit) => {
      await addUnlessThere(unit, "tags", row);
      for (const synonym of within("tag_synonyms")) await addUnlessThere(unit, "tag_synonyms", synonym);
    });
}

/** What is said of two items or two words, after both stand. */
async function fillPairs({ store, archive, checked, owner }: Lists): Promise<void> {
  const made = { owner, nowMs: await store.nowMs() };
  for await (const { row } of recordsOf(archive, "duplicates", made))
    if (checked.items.has(String(row["item"])) && checked.items.has(String(row["other"])))
      await store.write((unit) => addUnlessThere(unit, "duplicates", row));
  for await (const { row } of recordsOf(archive, "tag_pairs_kept", made))
    await store.write((unit) => addUnlessThere(unit, "tag_pairs_kept", row));
}
