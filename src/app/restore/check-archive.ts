import { ARCHIVE_PROBLEMS } from "../../contract/archive.ts";
import { LIMITS } from "../../contract/limits.ts";
import { ArchiveRefused } from "../../core/archive-refused.ts";
import { cleanTag } from "../../core/tag-name.ts";
import { FILES_OF_LINES } from "../../store/any-exported.ts";
import { STANDING_TABLES, type StandingTable } from "../../store/exported-tables.ts";
import type { ArchiveFile } from "./archive-file.ts";
import { IdIndex } from "./id-index.ts";
import { RESTORE_LIMITS } from "./limits.ts";
import { type RestoredRecord, readRecord } from "./read-record.ts";

/** What an archive holds, looked at from its first line to its last before any of it is kept. */
export interface CheckedArchive {
  readonly counts: Readonly<Record<StandingTable, number>>;
  /** What its items count for whoever has them: those that were merged into another have nothing. */
  readonly use: { readonly items: number; readonly bytes: number };
  readonly walls: ReadonlySet<string>;
  /** The inbox among them; null for an archive of one wall that is none. */
  readonly inbox: string | null;
  readonly tags: ReadonlySet<string>;
  readonly items: Pick<IdIndex, "has">;
  /** Files that the archive itself says it could not take along whole. */
  readonly knownLost: ReadonlySet<string>;
}

const SHA_256 = /^[0-9a-f]{64}$/;

/** @throws ArchiveRefused for what would not be a wall */
export async function checkArchive(archive: ArchiveFile): Promise<CheckedArchive> {
  const found = {
    counts: { walls: 0, tags: 0, items: 0, duplicates: 0, tag_pairs_kept: 0 },
    use: { items: 0, bytes: 0 },
    walls: new Set<string>(),
    inbox: null as string | null,
    tags: new Set<string>(),
    items: new IdIndex(),
    merged: new Map<string, string>(),
    words: new Set<string>(),
    /** Of what stands within items. */
    ids: new IdIndex(),
  };
  const look: Readonly<Record<StandingTable, (record: RestoredRecord, at: string) => void>> = {
    walls({ id, row }, at) {
      found.walls.add(id);
      if (String(row["name"]).length > LIMITS.wallNameCharacters)
        throw new ArchiveRefused(`${at}: the name is too long.`);
      if (row["kind"] !== "inbox") return;
      if (found.inbox !== null) throw new ArchiveRefused(`${at}: there are two inboxes.`);
      found.inbox = id;
    },
    tags({ id, row, within }, at) {
      found.tags.add(id);
      for (const { name, folded } of [row, ...within("tag_synonyms")]) {
        if (cleanTag(String(name)) !== name) throw new ArchiveRefused(`${at}: ${String(name).slice(0, 80)} is no tag.`);
        takeOnce(found.words, String(folded), at);
      }
    },
    items(record, at) {
      found.items.add(record.id);
      checkItem(record, at, found.ids);
      const into = record.row["merged_into"];
      if (typeof into === "string") found.merged.set(record.id, into);
      else found.use.items += 1;
      for (const { bytes } of record.within("files")) found.use.bytes += Number(bytes);
    },
    duplicates: ({ row }, at) => {
      if (String(row["item"]) >= String(row["other"])) throw new ArchiveRefused(`${at}: the older item comes first.`);
    },
    tag_pairs_kept: ({ row }, at) => {
      if (String(row["folded_a"]) >= String(row["folded_b"]))
        throw new ArchiveRefused(`${at}: the words are in no order.`);
    },
  };
  for (const table of STANDING_TABLES) {
    let last = "";
    for await (const record of recordsOf(archive, table, { owner: "", nowMs: 0 })) {
      if (record.id <= last) throw new ArchiveRefused(`${record.at}: ${record.id} stands twice, or in no order.`);
      last = record.id;
      found.counts[table] += 1;
      look[table](record, record.at);
    }
  }
  refuseCircles(found.merged, found.items);
  return { ...found, knownLost: await lostFiles(archive) };
}

/** The records of a table of an archive, one after another. */
export async function* recordsOf(
  archive: ArchiveFile,
  table: StandingTable,
  made: { owner: string; nowMs: number },
): AsyncGenerator<RestoredRecord & { readonly at: string }> {
  for await (const line of archive.records(FILES_OF_LINES[table]))
    yield { ...readRecord(table, line, made), at: line.at };
}

function checkItem({ row, within }: RestoredRecord, at: string, ids: IdIndex): void {
  for (const table of ["files", "analyses", "shares", "highlights"] as const)
    for (const { id } of within(table)) if (!ids.add(String(id))) throw twice(String(id), at);
  const shown = row["analysis"];
  if (shown !== null && !within("analyses").some(({ id }) => id === shown))
    throw new ArchiveRefused(`${at}: the analysis it shows is another item's.`);
  for (const { bytes, sha256, type } of within("files")) {
    if (
      Number(bytes) < 0 ||
      (sha256 !== null && !SHA_256.test(String(sha256))) ||
      !/^[\w.+-]+\/[\w.+-]+$/.test(String(type))
    )
      throw new ArchiveRefused(`${at}: a file is described wrongly.`);
  }
  for (const { html } of within("contents"))
    if (String(html ?? "").length > RESTORE_LIMITS.htmlCharacters)
      throw new ArchiveRefused(`${at}: the article is too long.`);
}

function takeOnce(seen: Set<string>, value: string, at: string): void {
  if (seen.has(value)) throw twice(value, at);
  seen.add(value);
}

const twice = (value: string, at: string): ArchiveRefused =>
  new ArchiveRefused(`${at}: ${value.slice(0, 80)} stands twice in the archive.`);

/** An id that was merged answers with the item it became; one that leads nowhere, or round in a circle, answers nothing. */
function refuseCircles(merged: ReadonlyMap<string, string>, items: Pick<IdIndex, "has">): void {
  const looked = new Set<string>();
  for (const [id, into] of merged) {
    const way = new Set([id]);
    for (let next: string | undefined = into; next !== undefined && !looked.has(next); next = merged.get(next)) {
      if (way.has(next) || !items.has(next))
        throw new ArchiveRefused(`${id} was merged into something that is not in the archive.`);
      way.add(next);
    }
    for (const passed of way) looked.add(passed);
  }
}

async function lostFiles(archive: ArchiveFile): Promise<Set<string>> {
  const lost = new Set<string>();
  for await (const { value } of archive.records(ARCHIVE_PROBLEMS)) {
    const file = (value as { file?: unknown } | null)?.file;
    if (typeof file === "string") lost.add(file);
  }
  return lost;
}
