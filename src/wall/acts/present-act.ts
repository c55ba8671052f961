import type { Act } from "../../contract/acts.ts";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import type { ActRow } from "../../store/act-tables.ts";
import { type ActReason, changeOf, countsOf, findAct, listActs, queryOf, reasonsOf } from "../../store/acts.ts";
import type { Reader } from "../../store/store.ts";
import { readCursor } from "../cursor.ts";
import { type Page, pageOf } from "../page-of.ts";
import { isoTime, isoTimeOrNull } from "../share-status.ts";

const KEPT_MS = LIMITS.actDays * 24 * 3_600_000;

function presentAct(row: ActRow): Act {
  const change = changeOf(row);
  const { refused, left } = reasonsOf(row);
  const told = (reasons: readonly ActReason[]) => reasons.map((reason) => ({ ...reason }));
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    change: "merge" in change ? null : change,
    merge: "merge" in change ? change.merge : null,
    query: queryOf(row),
    counts: countsOf(row),
    refused: told(refused),
    left: told(left),
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
    ended_at: isoTimeOrNull(row.ended_at),
    kept_until: row.ended_at === null ? null : isoTime(row.ended_at + KEPT_MS),
  };
}

/** @throws Problem not-found */
export async function getAct(db: Reader, whose: { id: string; person: string }): Promise<Act> {
  const row = await findAct(db, whose);
  if (!row) throw new Problem("not-found", "There is no such act; they are kept for 30 days.");
  return presentAct(row);
}

/** A person's acts, the newest first. @throws Problem cursor-not-valid */
export async function pageOfActs(
  db: Reader,
  { person, cursor, limit }: { person: string; cursor?: string | undefined; limit: number },
): Promise<Page<Act>> {
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listActs(db, { person, after, limit: limit + 1 });
  return pageOf(rows, limit, presentAct, ({ id }) => [id]);
}
