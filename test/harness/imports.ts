import { setTimeout as sleep } from "node:timers/promises";
import type { ImportRowState, ImportState } from "../../src/contract/import-names.ts";
import type { Import, ImportedRow } from "../../src/contract/imports.ts";
import type { Journey } from "./journey.ts";
import type { AskOptions } from "./new-wall.ts";
import { until } from "./until.ts";

/** A browser's bookmarks: a folder is a list by its name. */
export interface Bookmark {
  readonly url: string;
  readonly title: string;
  readonly at?: number;
  readonly tags?: string;
  readonly remark?: string;
}
export type Folder = { readonly [name: string]: Folder | readonly Bookmark[] };

/** The bookmarks as browsers write them. */
export function bookmarkFile(folder: Folder): string {
  const lines = ["<!DOCTYPE NETSCAPE-Bookmark-file-1>", "<TITLE>Bookmarks</TITLE>", "<H1>Bookmarks</H1>", "<DL><p>"];
  const write = (inside: Folder | readonly Bookmark[]): void => {
    if (Array.isArray(inside)) {
      for (const { url, title, at, tags, remark } of inside as readonly Bookmark[]) {
        const date = at === undefined ? "" : ` ADD_DATE="${at}"`;
        lines.push(`<DT><A HREF="${url}"${date}${tags === undefined ? "" : ` TAGS="${tags}"`}>${title}</A>`);
        if (remark !== undefined) lines.push(`<DD>${remark}`);
      }
      return;
    }
    for (const [name, within] of Object.entries(inside as Folder)) {
      if (name === "") {
        write(within);
        continue;
      }
      lines.push(`<DT><H3>${name}</H3>`, "<DL><p>");
      write(within);
      lines.push("</DL><p>");
    }
  };
  write(folder);
  return [...lines, "</DL><p>"].join("\n");
}

/** So many bookmarks that are told apart by their number. */
export const manyBookmarks = (count: number): string =>
  bookmarkFile({
    "": Array.from({ length: count }, (_, n) => ({ url: `https://many.example/${n}`, title: `Lantern no ${n}` })),
  });

/** Brings a file and tells the import as it was answered. */
export async function bring(
  wall: Journey,
  file: string | Uint8Array,
  query = "",
  as: AskOptions = {},
): Promise<Import> {
  const body = typeof file === "string" ? Buffer.from(file) : file;
  return (await wall.expect<Import>(202, "POST", `/imports${query}`, { ...as, body })).body;
}

/** How often it is looked how far an import is: each look costs the server that makes it a little. */
const LOOK_MS = 20;

/** The import once it is in this state; waited for as long as it goes on. */
export async function importIs(wall: Journey, { id }: Pick<Import, "id">, state: ImportState): Promise<Import> {
  for (let before = ""; ; ) {
    const now = await until(`the import to go on, or to be ${state}`, async () => {
      const seen = await wall.get<Import>(`/imports/${id}`);
      const isElse = seen.state === "failed" && state !== "failed";
      if (isElse) throw new Error(`the import failed: ${seen.error?.message}`);
      if (seen.state === state || soFar(seen) !== before) return seen;
      await sleep(LOOK_MS);
      return null;
    });
    if (now.state === state) return now;
    before = soFar(now);
  }
}

const soFar = ({ state, counts }: Import): string => JSON.stringify([state, counts]);

/** Brings a file, checks and imports it. */
export async function importAll(wall: Journey, file: string | Uint8Array, query = ""): Promise<Import> {
  const begun = await bring(wall, file, `${query === "" ? "?" : `${query}&`}start=true`);
  return await importIs(wall, begun, "done");
}

/** Takes an import back. */
export async function takeBack(wall: Journey, { id }: Pick<Import, "id">): Promise<Import> {
  await wall.expect(202, "POST", `/imports/${id}/undo`);
  return await importIs(wall, { id }, "undone");
}

export async function rowsOf(
  wall: Journey,
  { id }: Pick<Import, "id">,
  state?: ImportRowState,
): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = [];
  let cursor = "";
  do {
    const page = await wall.get<{ items: ImportedRow[]; next_cursor: string | null }>(
      `/imports/${id}/rows?limit=100${state === undefined ? "" : `&state=${state}`}${cursor}`,
    );
    rows.push(...page.items);
    cursor = page.next_cursor === null ? "" : `&cursor=${page.next_cursor}`;
  } while (cursor !== "");
  return rows;
}
