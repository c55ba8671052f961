import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { lockFolder } from "../adapters/folder-lock.ts";
import { databaseUrlOf } from "../config/database-settings.ts";
import { SettingRefused } from "../config/read.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { applicationName } from "./open-store.ts";

/** A database that rows are moved from or to. */
export type MovePlace =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string };

/** Moving is refused, by one sentence for the person who asked. */
export class MoveRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "MoveRefused";
  }
}

const DATABASE_FILE = "wall.db";
const CONNECT_TIMEOUT_MS = 10_000;
/** A page, an emptied table, an index of all: nobody waits for an answer here. */
const STATEMENT_TIMEOUT_MS = 600_000;

/** Reads `sqlite:/folder/wall.db` or `postgres://…`. @throws SettingRefused */
export function movePlaceOf(name: string, value: string): MovePlace {
  if (value.startsWith("sqlite:")) {
    const path = resolve(value.slice("sqlite:".length).replace(/^\/\/(?=\/)/, ""));
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? !basename(path).endsWith(".db");
    if (!isFolder && basename(path) !== DATABASE_FILE)
      throw new SettingRefused(name, `must name a data folder, or the file ${DATABASE_FILE} in it`);
    return { kind: "sqlite", path: isFolder ? join(path, DATABASE_FILE) : path };
  }
  const url = /^postgres(ql)?:/.test(value) ? databaseUrlOf(name, value) : null;
  if (url === null) throw new SettingRefused(name, "must begin with sqlite: or postgres://");
  return { kind: "postgres", url };
}

/** A place as it may be printed: never with a password. */
export function placeInWords(place: MovePlace): string {
  if (place.kind === "sqlite") return place.path;
  if (!URL.canParse(place.url)) return "PostgreSQL";
  const { hostname, port, pathname } = new URL(place.url);
  return `PostgreSQL at ${hostname}${port === "" ? "" : `:${port}`}${pathname}`;
}

/**
 * Opens one end of a move. On SQLite the folder is locked, so that no server runs there meanwhile.
 * @throws MoveRefused, FolderTaken, DatabaseUnavailable
 */
export async function openMoved(
  place: MovePlace,
  end: "from" | "to",
): Promise<{ store: Store; close(): Promise<void> }> {
  if (place.kind === "postgres") {
    const { openPostgres } = await import("../adapters/database-postgres.ts");
    const store = openPostgres<Tables>({
      url: place.url,
      poolSize: 2,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      applicationName: applicationName("move-store"),
      clockOffsetMs: () => 0,
    });
    return { store, close: () => store.close() };
  }
  if (end === "from" && !existsSync(place.path)) throw new MoveRefused(`There is no database at ${place.path}.`);
  const folder = dirname(place.path);
  if (end === "to") await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const { openSqlite } = await import("../adapters/database-sqlite.ts");
    const store = openSqlite<Tables>(place.path);
    const close = async () => {
      await store.close();
      lock.release();
    };
    return { store, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
