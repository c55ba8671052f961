import { sanitizeArticle } from "../../content/article-markup.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { PRIORITIES } from "../../core/steps.ts";
import { firstSteps } from "../../pipeline/plan.ts";
import { Ranks } from "../../pipeline/ranks.ts";
import { startRun } from "../../pipeline/start-run.ts";
import { ownOf } from "../../store/items.ts";
import { marksOf, setMarks } from "../../store/marks.ts";
import { addUse } from "../../store/quotas.ts";
import type { RestoredRow } from "../../store/restored-row.ts";
import { addRow, addUnlessThere, lastItemId, setClock } from "../../store/restored-rows.ts";
import { updateShare } from "../../store/shares.ts";
import type { Store, Unit } from "../../store/store.ts";
import { clocksOf, inboxOf } from "../../store/walls.ts";
import type { ArchiveFile } from "./archive-file.ts";
import { type CheckedArchive, recordsOf } from "./check-archive.ts";
import { type LostFile, putFile } from "./put-files.ts";
import type { RestoredRecord } from "./read-record.ts";

export interface Filling {
  readonly archive: ArchiveFile;
  readonly checked: CheckedArchive;
  readonly store: Store;
  readonly files: FileStore;
  readonly owner: string;
  readonly tell: (items: number) => void;
}

export interface Filled {
  files: number;
  bytes: number;
  readonly lost: LostFile[];
}

const ITEMS_A_UNIT = 40;
const UNIT_CHARACTERS = 4_000_000;
/** Trash that was due to be emptied while it lay in an archive is kept for so long after it came back. */
const TRASH_KEPT_MS = 7 * 24 * 3_600_000;
/** Nobody fetches anything for it; links in the article are absolute already. */
const NO_PAGE = "https://page.invalid/";

/** Items in the order of their ids, a page a unit; goes on after the last that stands. */
export async function fillItems(filling: Filling): Promise<Filled> {
  const { archive, store, owner, tell } = filling;
  const filled: Filled = { files: 0, bytes: 0, lost: [] };
  const after = await lastItemId(store.reader, owner);
  const clocks = await clocksOf(store.reader, [...filling.checked.walls, (await inboxOf(store.reader, owner)).id]);
  const ranks = new Ranks();
  let page: RestoredRecord[] = [];
  let characters = 0;
  let done = 0;
  const keep = async () => {
    const lost = await putFiles(filling, page, filled);
    await store.write((unit) => addItems(unit, filling, { page, lost, clocks, ranks }));
    visitFailpoint("in-restore");
    done += page.length;
    tell(done);
    page = [];
    characters = 0;
  };
  for await (const record of recordsOf(archive, "items", { owner, nowMs: await store.nowMs() })) {
    if (record.id <= after) {
      done += 1;
      continue;
    }
    page.push(record);
    for (const content of record.within("contents"))
      for (const text of Object.values(content)) characters += String(text ?? "").length;
    if (page.length >= ITEMS_A_UNIT || characters > UNIT_CHARACTERS) await keep();
  }
  if (page.length > 0) await keep();
  return filled;
}

/** Rows before bytes, so that no byte is ever without a row that names it. Tells which files of the page are lost. */
async function putFiles(
  { archive, checked, store, files }: Filling,
  page: readonly RestoredRecord[],
  filled: Filled,
): Promise<ReadonlySet<string>> {
  const rows = page.flatMap((record) => record.within("files").map((row) => ({ row, item: record.id })));
  if (rows.length === 0) return new Set();
  await store.write(async (unit) => {
    for (const { row } of rows)
      await addUnlessThere(unit, "files", { ...row, state: "staged", item: null, created_at: unit.nowMs });
  });
  const lost = new Set<string>();
  for (const { row, item } of rows) {
    const id = String(row["id"]);
    if (await putFile(archive, files, row)) {
      filled.files += 1;
      filled.bytes += Number(row["bytes"]);
      continue;
    }
    lost.add(id);
    const name = row["name"] === null ? null : String(row["name"]);
    filled.lost.push({ file: id, item, name, wasKnown: checked.knownLost.has(id) });
  }
  return lost;
}

interface Page {
  readonly page: readonly RestoredRecord[];
  readonly lost: ReadonlySet<string>;
  readonly clocks: Map<string, number>;
  readonly ranks: Ranks;
}

async function addItems(unit: Unit, filling: Filling, { page, lost, clocks, ranks }: Page): Promise<void> {
  const { owner, checked } = filling;
  const { id: inbox } = await inboxOf(unit.db, owner);
  // A unit may run again, and must then begin with the same numbers.
  const next = new Map(clocks);
  for (const record of page) {
    const { row, id, within } = record;
    const purge = row["purge_at"];
    const purgeAt = typeof purge === "number" && purge < unit.nowMs ? unit.nowMs + TRASH_KEPT_MS : (purge ?? null);
    await addRow(unit, "items", { ...row, purge_at: purgeAt });
    for (const content of within("contents")) await addRow(unit, "contents", safe(content, row));
    for (const address of within("addresses")) await addUnlessThere(unit, "addresses", address);
    for (const file of within("files")) await keepRestored(unit, file, lost);
    for (const analysis of within("analyses")) await addRow(unit, "analyses", analysis);
    for (const tag of within("item_tags"))
      if (checked.tags.has(String(tag["tag"]))) await addRow(unit, "item_tags", tag);
    for (const share of within("shares")) await addRow(unit, "shares", ended(share));
    for (const highlight of within("highlights")) await addRow(unit, "highlights", highlight);
    for (const progress of within("progress")) await addRow(unit, "progress", progress);
    for (const resurfaced of within("resurfaced")) await addRow(unit, "resurfaced", resurfaced);
    for (const place of placesOf(record, { checked, inbox, owner })) {
      const wall = String(place["wall"]);
      const clock = (next.get(wall) ?? 0) + 1;
      next.set(wall, clock);
      await addRow(unit, "places", { ...place, clock });
    }
    if (row["merged_into"] === null) {
      const marks = await marksOf(unit.db, { id, own: String(row["own"]) });
      await setMarks(unit, { owner, item: id, marks });
    }
    if (row["state"] === "working") await beginAnew(unit, ranks, record, owner);
  }
  const counted = page.filter(({ row }) => row["merged_into"] === null);
  await addUse(unit, owner, { items: counted.length, bytes: keptBytes(page, lost) });
  for (const [wall, clock] of next) if (clocks.get(wall) !== clock) await setClock(unit, { wall, clock });
  for (const [wall, clock] of next) clocks.set(wall, clock);
}

const keptBytes = (page: readonly RestoredRecord[], lost: ReadonlySet<string>): number =>
  page
    .flatMap((record) => record.within("files"))
    .reduce((sum, file) => sum + (lost.has(String(file["id"])) ? 0 : Number(file["bytes"])), 0);

/** Where an item stands. Walls that the archive lacks were deleted while it was made; then it lies where things arrive. */
function placesOf(
  { row, id, within }: RestoredRecord,
  { checked, inbox, owner }: { checked: CheckedArchive; inbox: string; owner: string },
): RestoredRow[] {
  const places = within("places").filter(({ wall }) => checked.walls.has(String(wall)));
  if (places.length > 0 || row["merged_into"] !== null) return places;
  const standing = { sort_at: row["created_at"] ?? 0, added_by: owner, removed_at: row["deleted_at"] ?? null };
  return [{ wall: inbox, item: id, clock: 0, ...standing }];
}

/** An article is made safe again: the archive comes from anywhere. */
function safe(content: RestoredRow, item: RestoredRow): RestoredRow {
  if (typeof content["html"] !== "string") return content;
  const { finalUrl } = JSON.parse(String(item["found"])) as { finalUrl?: string };
  const base = finalUrl ?? ownOf({ own: String(item["own"]) }).url ?? NO_PAGE;
  return { ...content, html: sanitizeArticle(content["html"], base) };
}

async function keepRestored(unit: Unit, file: RestoredRow, lost: ReadonlySet<string>): Promise<void> {
  const { id, ...changes } = file;
  // Its row stays staged and is swept with what may lie under its key.
  if (lost.has(String(id))) return;
  await unit.db
    .updateTable("files")
    .set(changes as never)
    .where("id", "=", String(id))
    .execute();
}

/** Nobody works on a share that came from elsewhere; where its item still wants work, `beginAnew` says so. */
function ended(share: RestoredRow): RestoredRow {
  if (share["state"] !== "processing") return share;
  return { ...share, state: "completed", ended_at: share["updated_at"] ?? null };
}

async function beginAnew(unit: Unit, ranks: Ranks, { row, id, within }: RestoredRecord, owner: string): Promise<void> {
  const own = ownOf({ own: String(row["own"]) });
  const hasFiles = within("files").some(({ role }) => role === "original");
  const share = within("shares").find((one) => one["id"] === row["share"]);
  const shareId = share === undefined ? null : String(share["id"]);
  const steps = firstSteps({ page: own.url !== undefined, files: hasFiles });
  const wanted = {
    item: id,
    person: owner,
    share: shareId,
    cause: "retry",
    steps,
    priority: PRIORITIES.background,
  } as const;
  const run = await startRun(unit, ranks, wanted);
  if (shareId !== null) await updateShare(unit, shareId, { state: "processing", run, ended_at: null });
}
