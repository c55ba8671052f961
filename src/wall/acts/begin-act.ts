import { hash } from "node:crypto";
import type { ActQuery } from "../../contract/acts.ts";
import { facetsIn } from "../../contract/finding.ts";
import type { ItemChange } from "../../contract/items.ts";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { newId } from "../../core/ids.ts";
import type { ActRow } from "../../store/act-tables.ts";
import {
  type ActCounts,
  countDueActs,
  findActByIdempotencyKey,
  type HeldAct,
  insertAct,
  NO_REASONS,
  NONE_YET,
} from "../../store/acts.ts";
import { releaseHeld } from "../../store/claims.ts";
import type { Store, Unit } from "../../store/store.ts";
import { findsInOrder } from "../find-all.ts";
import { wallFor } from "../wall-for.ts";
import { type ActDeps, ITEMS_A_UNIT, type Working, workOnAct } from "./act-pass.ts";
import { wayOf } from "./way-of-change.ts";

/** So many items are changed before the answer; more are changed in the background. */
export const ITEMS_AT_ONCE = LIMITS.itemsABulk;
/** A request that works on an act says so for so long; if its process dies, another goes on then. */
const HELD_MS = 30_000;
const RETRY_AFTER_SECONDS = 10;
const HERE = "a request";

/** What a person asks for. */
export interface AskedOfAct {
  readonly person: string;
  readonly ids?: readonly string[] | undefined;
  readonly query?: ActQuery | undefined;
  readonly change: ItemChange;
  readonly idempotencyKey: string | null;
}

/**
 * Begins one change to many items. From now on it will be done, whatever happens to this process; a few items are done
 * when it resolves. The same idempotency key and wishes give the same act again.
 * @param onChanged told what became of items that are done at once
 * @throws Problem idempotency-key-reused, too-many-acts, too-many-items, query-not-understood, not-found
 */
export async function beginAct(
  deps: ActDeps,
  asked: AskedOfAct,
  onChanged?: Working["onChanged"],
): Promise<{ id: string; replayed: boolean }> {
  const { person, query, change, idempotencyKey } = asked;
  const fingerprint = hash("sha256", JSON.stringify([asked.ids ?? null, query ?? null, change]), "hex");
  const earlier = await earlierAct(deps.store.reader, { person, idempotencyKey, fingerprint });
  if (earlier) return { id: earlier, replayed: true };
  const items = query === undefined ? [...new Set(asked.ids)] : await chosenBy(deps.store, { person, query });
  const isAtOnce = items.length <= ITEMS_AT_ONCE;
  const begun = await deps.store.write(async (unit): Promise<ActRow | string> => {
    const same = await earlierAct(unit.db, { person, idempotencyKey, fingerprint });
    if (same) return same;
    if ((await countDueActs(unit.db, person)) >= LIMITS.actsOpen)
      throw new Problem("too-many-acts", `${LIMITS.actsOpen} changes of yours are under way. Wait for one to end.`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    const row = newAct(unit, { ...asked, fingerprint, counts: { ...NONE_YET, chosen: items.length }, isAtOnce });
    await insertAct(unit, row, { items, itemsAPortion: ITEMS_A_UNIT });
    return row;
  });
  if (typeof begun === "string") return { id: begun, replayed: true };
  if (isAtOnce) await workHere(deps, begun, onChanged);
  else deps.channel.publish({ kind: "act", act: begun.id });
  return { id: begun.id, replayed: false };
}

/**
 * What cannot be done to any item is refused whole: a tag that is none, a wall that is not there or may not be used.
 * @throws Problem tags-not-valid, not-found, role-too-small, smart-wall
 */
export async function refuseChange(
  db: Store["reader"],
  { change, person }: Pick<AskedOfAct, "change" | "person">,
): Promise<void> {
  await wayOf(db, change, person);
  const { place, unplace, move } = change;
  for (const id of [place, move?.to]) if (id !== undefined) await wallFor(db, { id, person, use: "place" });
  for (const id of [unplace, move?.from]) if (id !== undefined) await wallFor(db, { id, person, use: "read" });
}

/** Works on an act within the request that wants it; where that breaks off, the background goes on. */
export async function workHere(deps: ActDeps, held: HeldAct, onChanged?: Working["onChanged"]): Promise<void> {
  try {
    await workOnAct(deps, { held, leaseMs: HELD_MS, ...(onChanged ? { onChanged } : {}) });
  } catch (error) {
    // Where the database is away, the lease ends by itself.
    await deps.store.write((unit) => releaseHeld(unit, "acts", { ...held, isUnharmed: false })).catch(() => {});
    throw error;
  }
}

/** Whose an act is while a request works on it. */
export const heldHere = (unit: Unit) => ({ leased_by: HERE, leased_until: unit.nowMs + HELD_MS });

/**
 * How many items a query matches now.
 * @throws Problem query-not-understood, too-many-items, not-found
 */
export async function countChosen(store: Store, asked: { person: string; query: ActQuery }): Promise<number> {
  return (await chosenBy(store, asked)).length;
}

/** The items that a query matches now, the oldest first: so the newest comes to the top of a wall. */
async function chosenBy(
  store: Store,
  { person, query }: { person: string; query: ActQuery },
): Promise<readonly string[]> {
  const { q = "", wall_id: wall, offset_minutes: offsetMinutes } = query;
  const asked = { person, q, wall, offsetMinutes, facets: facetsIn(query) };
  const items = await findsInOrder(store, asked, LIMITS.itemsAnAct + 1);
  if (items.length > LIMITS.itemsAnAct)
    throw new Problem("too-many-items", `One change takes ${LIMITS.itemsAnAct} items. Ask for fewer, part by part.`, {
      params: { max: LIMITS.itemsAnAct },
    });
  return items.reverse();
}

async function earlierAct(
  db: Store["reader"],
  {
    person,
    idempotencyKey,
    fingerprint,
  }: Pick<AskedOfAct, "person" | "idempotencyKey"> & { readonly fingerprint: string },
): Promise<string | undefined> {
  if (idempotencyKey === null) return undefined;
  const earlier = await findActByIdempotencyKey(db, { person, idempotencyKey });
  if (earlier && earlier.fingerprint !== fingerprint)
    throw new Problem(
      "idempotency-key-reused",
      "This idempotency key was used for another change. Use a new key for each.",
    );
  return earlier?.id;
}

function newAct(
  unit: Unit,
  {
    person,
    change,
    query,
    idempotencyKey,
    fingerprint,
    counts,
    isAtOnce,
  }: AskedOfAct & { fingerprint: string; counts: ActCounts; isAtOnce: boolean },
): ActRow {
  return {
    id: newId(unit.nowMs),
    person,
    kind: "change",
    state: "running",
    change: JSON.stringify(change),
    query: query === undefined ? null : JSON.stringify(query),
    counts: JSON.stringify(counts),
    reasons: JSON.stringify(NO_REASONS),
    idempotency_key: idempotencyKey,
    fingerprint,
    attempt: 0,
    tries: 0,
    ...(isAtOnce ? heldHere(unit) : { leased_by: null, leased_until: null }),
    created_at: unit.nowMs,
    updated_at: unit.nowMs,
    ended_at: null,
  };
}
