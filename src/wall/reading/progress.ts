import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import type { Progress, ProgressEdit } from "../../contract/reading.ts";
import { cleanLine } from "../../core/clean-text.ts";
import { isId } from "../../core/ids.ts";
import {
  anchorOf,
  findProgress,
  listProgress,
  progressOfItems,
  readingStateOf,
  setProgress,
} from "../../store/progress.ts";
import type { ProgressRow } from "../../store/reading-tables.ts";
import type { Reader } from "../../store/store.ts";
import { readCursor } from "../cursor.ts";
import type { WallDeps } from "../deps.ts";
import { type Page, pageOf } from "../page-of.ts";
import { presentItem } from "../present-item.ts";
import { isoTime, isoTimeOrNull } from "../share-status.ts";

/** Behind it only credits and links follow: who is so far has read it. */
const READ_FROM_THOUSANDTHS = 950;

const present = (row: ProgressRow): Progress => ({
  item_id: row.item,
  state: readingStateOf(row),
  fraction: row.thousandths / 1_000,
  anchor: anchorOf(row),
  opened_at: isoTime(row.opened_at),
  read_at: isoTimeOrNull(row.read_at),
  updated_at: isoTime(row.updated_at),
});

const never = (item: string): Progress => ({
  item_id: item,
  state: "unread",
  fraction: 0,
  anchor: null,
  opened_at: null,
  read_at: null,
  updated_at: null,
});

/** How far a person is in an item that they may see. @throws Problem not-found */
export async function progressIn(db: Reader, { item, person }: { item: string; person: string }): Promise<Progress> {
  const id = await seen(db, { item, person });
  const row = await findProgress(db, { item: id, person });
  return row ? present(row) : never(id);
}

/**
 * Keeps how far a person is. Nobody else hears of it, and no wall's clock moves. What was told later than `at` stays.
 * @throws Problem not-found
 */
export async function keepProgress(
  { store }: WallDeps,
  { item, person }: { item: string; person: string },
  edit: ProgressEdit,
): Promise<Progress> {
  const id = await seen(store.reader, { item, person });
  const row = await store.write(async (unit) => {
    const before = await findProgress(unit.db, { item: id, person });
    const at = Math.min(edit.at === undefined ? unit.nowMs : Date.parse(edit.at), unit.nowMs);
    if (before && before.updated_at > at) return before;
    const next = progressAfter(before, edit, { at, item: id, person });
    await setProgress(unit, next);
    return next;
  });
  return present(row);
}

/** What is known of a reading after what is told of it. */
export function progressAfter(
  before: ProgressRow | undefined,
  edit: ProgressEdit,
  { at, item, person }: { at: number; item: string; person: string },
): ProgressRow {
  // Marked unread by hand, it is as if it had never been begun.
  const thousandths =
    edit.fraction === undefined
      ? edit.read === false
        ? 0
        : (before?.thousandths ?? 0)
      : Math.round(edit.fraction * 1_000);
  const isAtEnd = thousandths >= READ_FROM_THOUSANDTHS;
  const readAt = edit.read === false ? null : (before?.read_at ?? (edit.read === true || isAtEnd ? at : null));
  const anchor = edit.anchor && { start: edit.anchor.start, text: cleanLine(edit.anchor.text) };
  const anchored =
    edit.anchor === undefined
      ? edit.read === false
        ? null
        : (before?.anchor ?? null)
      : anchor && JSON.stringify(anchor);
  return { item, person, thousandths, anchor: anchored ?? null, opened_at: at, read_at: readAt, updated_at: at };
}

/** How far a person is in what they opened, the last opened first; or in these items. @throws Problem fields-not-valid */
export async function pageOfProgress(
  db: Reader,
  asked: { person: string; items?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Progress>> {
  const { person, limit } = asked;
  if (asked.items !== undefined) {
    const ids = asked.items.split(",");
    if (ids.length > LIMITS.listLimit || !ids.every(isId))
      throw new Problem("fields-not-valid", `items takes ids, separated by commas, at most ${LIMITS.listLimit}.`, {
        fields: [{ field: "query/items", message: "ids, separated by commas" }],
      });
    return { items: (await progressOfItems(db, { items: ids, person })).map(present), next_cursor: null };
  }
  const keys = readCursor(asked.cursor, ["number", "string"]);
  const beyond = keys && { openedAt: keys[0], item: keys[1] };
  const rows = await listProgress(db, { person, beyond, limit: limit + 1 });
  return pageOf(rows, limit, present, (row) => [row.opened_at, row.item]);
}

/** The item that is read: a merged one is its winner. */
async function seen(db: Reader, { item: id, person }: { item: string; person: string }): Promise<string> {
  const item = await presentItem(db, { id, person });
  if (!item) throw new Problem("not-found", "There is no such item.");
  return item.merged_into ?? item.id;
}
