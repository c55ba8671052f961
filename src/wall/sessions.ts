import { hash } from "node:crypto";
import { Problem } from "../contract/problems.ts";
import type { Session } from "../contract/walls.ts";
import { noteAudit } from "../store/audit.ts";
import { endSession, endSessions, listSessions } from "../store/secrets.ts";
import type { Reader } from "../store/store.ts";
import type { SessionRow } from "../store/tables.ts";
import type { Visit } from "./accounts/visit.ts";
import type { Caller } from "./caller.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";
import { isoTime } from "./share-status.ts";

/** Nobody has so many devices; whoever does ends all but one at once. */
const MOST_SESSIONS = 1_000;
const ID_CHARACTERS = 16;

/** What names a session outside: made from its hash, which itself is shown to nobody, and leads to nothing back. */
export const sessionIdOf = (sessionHash: string): string => hash("sha256", sessionHash, "hex").slice(0, ID_CHARACTERS);

export async function pageOfSessions(
  db: Reader,
  asked: { caller: Caller; nowMs: number; cursor?: string | undefined; limit: number },
): Promise<{ items: Session[]; next_cursor: string | null }> {
  const { caller, nowMs, limit } = asked;
  const after = readCursor(asked.cursor, ["number", "string"]);
  const rows = await listSessions(db, { person: caller.person, nowMs, limit: MOST_SESSIONS });
  const rest = rows
    .map((row) => ({ row, id: sessionIdOf(row.hash) }))
    .toSorted((one, other) => other.row.created_at - one.row.created_at || (one.id < other.id ? -1 : 1))
    .filter(({ row, id }) => !after || row.created_at < after[0] || (row.created_at === after[0] && id > after[1]));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ row, id }) => presentSession(row, { id, caller })),
    next_cursor: rest.length > limit && last ? makeCursor([last.row.created_at, last.id]) : null,
  };
}

/**
 * From the moment this resolves the session opens nothing, on any process.
 * @returns whether it was the caller's own
 * @throws Problem not-found
 */
export async function endSessionOf(
  deps: WallDeps,
  { id, caller, visit }: { id: string; caller: Caller; visit: Visit },
): Promise<boolean> {
  const ended = await deps.store.write(async (unit) => {
    const rows = await listSessions(unit.db, { person: caller.person, nowMs: unit.nowMs, limit: MOST_SESSIONS });
    const found = rows.find((row) => sessionIdOf(row.hash) === id);
    if (!found) return null;
    await endSession(unit, found.hash);
    const by = { actor: caller.person, subject: caller.person, address: visit.address };
    await noteAudit(unit, { action: "session-ended", ...by, detail: { ended: 1 } });
    return found.hash;
  });
  if (ended === null) throw new Problem("not-found", "There is no such session. It may have ended already.");
  deps.channel.publish({ kind: "access", person: caller.person });
  return isOwn(ended, caller);
}

/** Ends every session of the caller's person but the one the caller came by; tells how many. */
export async function endOtherSessions(deps: WallDeps, caller: Caller, visit: Visit): Promise<number> {
  const but = caller.by.kind === "session" ? caller.by.hash : null;
  const ended = await deps.store.write(async (unit) => {
    const count = await endSessions(unit, { person: caller.person, but });
    const by = { actor: caller.person, subject: caller.person, address: visit.address };
    if (count > 0) await noteAudit(unit, { action: "session-ended", ...by, detail: { ended: count } });
    return count;
  });
  deps.channel.publish({ kind: "access", person: caller.person });
  return ended;
}

const isOwn = (sessionHash: string, { by }: Caller): boolean => by.kind === "session" && by.hash === sessionHash;

function presentSession(row: SessionRow, { id, caller }: { id: string; caller: Caller }): Session {
  return {
    id,
    user_agent: row.user_agent,
    created_at: isoTime(row.created_at),
    seen_at: isoTime(row.seen_at),
    ends_at: isoTime(Math.min(row.ends_at, row.idle_until)),
    is_this: isOwn(row.hash, caller),
  };
}
