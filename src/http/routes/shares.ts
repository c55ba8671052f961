import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import {
  type BulkRow,
  type ShareAccepted,
  ShareInput,
  type SharePace,
  type ShareStatus,
} from "../../contract/shares.ts";
import { inTurns } from "../../core/in-turns.ts";
import { DatabaseUnavailable } from "../../core/ports/database.ts";
import { beforeOf, findShare, listShares } from "../../store/shares.ts";
import type { ShareRow } from "../../store/tables.ts";
import { acceptShare } from "../../wall/accept-share.ts";
import type { Accepted } from "../../wall/accepted.ts";
import { readAgain } from "../../wall/again.ts";
import { allows, type Caller } from "../../wall/caller.ts";
import { cancelShare } from "../../wall/cancel-share.ts";
import { checkShare } from "../../wall/check-share.ts";
import { makeCursor, readCursor } from "../../wall/cursor.ts";
import { retryShare, retryShares } from "../../wall/retry-share.ts";
import { shareStatus, shareStatuses } from "../../wall/share-status.ts";
import { trashItem } from "../../wall/trash-item.ts";
import { undoShare } from "../../wall/undo-share.ts";
import { namedUploads } from "../../wall/upload-file.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { pageLimit } from "../page-limit.ts";
import { problemDocument, toProblem } from "../problem-answer.ts";
import { FileIntake } from "../receive-files.ts";
import { shapeCheck } from "../shape-check.ts";
import { readShare, type SharedThings } from "../share-input.ts";

/** Rows of a bulk that are accepted at the same time: enough to share a commit, few enough for a pool of connections. */
const BULK_AT_ONCE = 32;
export const PROCESSING_PATH = "/api/v1/share/status";

type ShareRoutes =
  | "shareCreate"
  | "shareBulk"
  | "shareStatus"
  | "shareRetry"
  | "shareCancel"
  | "shareUndo"
  | "shareList"
  | "shareRetryAll"
  | "itemRead";

export function shareRoutes(context: HttpContext): Some<ShareRoutes> {
  const { store } = context;
  const checkBulkRow = shapeCheck<ShareInput>(ShareInput);

  async function accept(
    caller: Caller,
    things: SharedThings,
    { header, pace = "now" }: { header?: string | undefined; pace?: SharePace },
  ): Promise<Accepted> {
    const { file_ids: ids = [], ...fields } = things.fields;
    const idempotencyKey = idempotencyKeyOf({ header, field: fields.client_share_id });
    const files = [...things.files, ...(await namedUploads(store.reader, { ids, caller }))];
    if (files.length > LIMITS.filesPerShare)
      throw new Problem("too-many-files", `One share takes at most ${LIMITS.filesPerShare} files.`, {
        params: { max: LIMITS.filesPerShare },
      });
    const draft = checkShare(fields, { files, page: things.page }, caller.role === "owner" ? context.allowHosts : []);
    return await acceptShare(context, { caller, draft, idempotencyKey, pace });
  }

  async function ownShare(id: string, caller: Caller): Promise<ShareRow> {
    const share = await findShare(store.reader, { id, person: caller.person });
    if (!share || !maySee(share, caller)) throw new Problem("not-found", "Processing ID not found");
    return share;
  }

  const statusOf = async (share: ShareRow, caller: Caller): Promise<ShareStatus> =>
    await shareStatus(store.reader, share, isBrief(caller));

  return {
    async shareCreate({ caller, request, reply }) {
      const intake = new FileIntake(context, caller.person);
      const accepted = await leavingNothing(intake, async () => {
        const things = await readShare(request, { intake, maxFileBytes: context.maxFileBytes });
        return await accept(caller, things, { header: request.headers["idempotency-key"] as string | undefined });
      });
      if (accepted.replayed) reply.header("idempotent-replayed", "true");
      const body = acceptedDocument(accepted.share, caller, context);
      return { status: 202, headers: { location: body.status_url }, body };
    },

    async shareBulk({ caller, query, body, request }) {
      const rows: unknown = typeof body === "string" ? ndjsonRows(body) : body;
      if (!Array.isArray(rows))
        throw new Problem("type-not-supported", "Send a JSON array, or application/x-ndjson with one share a line.");
      if (rows.length === 0) throw new Problem("fields-not-valid", "Send at least one share.");
      if (rows.length > LIMITS.bulkRows)
        throw new Problem(
          "too-large",
          `One request takes at most ${LIMITS.bulkRows} shares; send the rest in another.`,
          { params: { max: LIMITS.bulkRows } },
        );
      const pace = query.pace ?? (rows.length > LIMITS.bulkWatchedRows ? "background" : "now");
      const answers = await inTurns(rows, BULK_AT_ONCE, async (row): Promise<BulkRow> => {
        try {
          const { html, ...fields } = checkBulkRow(row);
          if (html !== undefined) throw new Problem("fields-not-valid", "html is taken by POST /share only.");
          const accepted = await accept(caller, { fields, files: [], page: null }, { pace });
          const { processing_id, item_id, duplicate_of } = acceptedDocument(accepted.share, caller, context);
          return {
            http_status: 202,
            processing_id,
            item_id,
            duplicate_of,
            ...(accepted.replayed ? { replayed: true } : {}),
          };
        } catch (error) {
          const problem = toProblem(error);
          if (problem.status >= 500) throw error;
          return { http_status: problem.status, problem: problemDocument(problem, request.id) };
        }
      });
      return { status: 200, body: { items: answers } };
    },

    async shareStatus({ params, caller }) {
      return { status: 200, body: await statusOf(await ownShare(params.id, caller), caller) };
    },

    async shareRetry({ params, caller }) {
      const share = await retryShare(context, { id: params.id, person: caller.person });
      return { status: 202, body: await statusOf(share, caller) };
    },

    async shareCancel({ params, query, caller }) {
      const share = await cancelShare(context, { id: params.id, person: caller.person });
      if (query.item === "remove" && share.item !== null)
        await trashItem(context, { item: share.item, person: caller.person });
      return { status: 200, body: await statusOf(share, caller) };
    },

    async shareUndo({ params, caller }) {
      const share = await undoShare(context, { id: params.id, person: caller.person });
      return { status: 200, body: await statusOf(share, caller) };
    },

    async shareList({ query, caller }) {
      const limit = pageLimit(query.limit);
      const [after] = readCursor(query.cursor, ["string"]) ?? [null];
      const { state, reason } = query;
      const shares = await listShares(store.reader, { person: caller.person, state, reason, after, limit: limit + 1 });
      const page = shares.slice(0, limit);
      const last = page.at(-1);
      const next = shares.length > limit && last ? makeCursor([last.id]) : null;
      return { status: 200, body: { items: await shareStatuses(store.reader, page), next_cursor: next } };
    },

    async shareRetryAll({ query, caller }) {
      return {
        status: 202,
        body: await retryShares(context, { person: caller.person, state: query.state, reason: query.reason }),
      };
    },

    async itemRead({ params, caller }) {
      const share = await readAgain(context, { item: params.id, person: caller.person });
      return { status: 202, body: await statusOf(share, caller) };
    },
  };
}

/** A key that may only share learns nothing of what is there, and nothing of what other keys shared. */
const isBrief = (caller: Caller): boolean => !allows(caller.scopes, "read");

export function maySee(share: ShareRow, caller: Caller): boolean {
  return !isBrief(caller) || (caller.by.kind === "key" && share.api_key === caller.by.id);
}

function acceptedDocument(share: ShareRow, caller: Caller, { estimateSeconds }: HttpContext): ShareAccepted {
  const brief = isBrief(caller);
  const statusUrl = `${PROCESSING_PATH}/${share.id}`;
  return {
    processing_id: share.id,
    status: brief ? "processing" : share.state,
    estimated_completion_seconds: share.state === "processing" || brief ? estimateSeconds(share.kind) : 0,
    item_id: brief ? null : share.item,
    wall_id: brief ? null : share.wall,
    duplicate_of: share.duplicate === 1 && !brief ? share.item : null,
    note_added: !brief && (beforeOf(share)?.note ?? null) !== null,
    status_url: statusUrl,
    events_url: `${statusUrl}/events`,
  };
}

/** Whatever is refused, or comes along with a replay, leaves no file behind. */
async function leavingNothing(intake: FileIntake, accept: () => Promise<Accepted>): Promise<Accepted> {
  try {
    const accepted = await accept();
    if (accepted.replayed) await intake.discard();
    return accepted;
  } catch (error) {
    // Without a database nothing can be discarded, and trying would make whoever waits wait twice; the sweep does it.
    if (!(error instanceof DatabaseUnavailable)) await intake.discard();
    throw error;
  }
}

function ndjsonRows(text: string): unknown[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      throw new Problem("body-not-readable", `Line ${index + 1} is not valid JSON.`);
    }
  });
}
