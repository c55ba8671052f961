import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { databaseUrlOf } from "../config/database-settings.ts";
import { SettingRefused } from "../config/read.ts";

/** A database that rows are moved from or to. */
export type MovePlace =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string };

const DATABASE_FILE = "wall.db";

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
