import { sql } from "kysely";
import { findQuota } from "./quotas.ts";
import type { Reader } from "./store.ts";

/** Where so few items are indexed, asking whose they are costs nothing. */
const FEW_ITEMS = 20_000;
/** From this part of all items on, the index answers faster when it is not asked whose they are. */
const PART = 1 / 4;
const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;

/** How much of everything is somebody's. */
export interface OwnShare {
  /** How many items they have. */
  readonly items: number;
  /**
   * A good part of all items is theirs: of a million of their own, looking up for each find that it is one took most of a search
   * (28 of 30 ms).
   */
  readonly isMost: boolean;
}

const known = new WeakMap<object, Map<string, { readonly share: OwnShare; readonly untilMs: number }>>();

/** Remembered for a minute: it only says which way is the quicker one, and all find the same. */
export async function ownShare(db: Reader, person: string): Promise<OwnShare> {
  const of = known.get(db) ?? new Map<string, { share: OwnShare; untilMs: number }>();
  known.set(db, of);
  const now = performance.now();
  const kept = of.get(person);
  if (kept && kept.untilMs > now) return kept.share;
  if (of.size >= MOST_KEPT) of.clear();
  const share = await shareOf(db, person);
  of.set(person, { share, untilMs: now + KEPT_MS });
  return share;
}

/** By what is counted as things come and go: counting a million of them here would hold up a process for 100 ms and more. */
async function shareOf(db: Reader, person: string): Promise<OwnShare> {
  const { rows: all } = await sql<{ last: number | null }>`select max(seq) as last from items`.execute(db);
  const last = Number(all[0]?.last ?? 0);
  const items = Number((await findQuota(db, person))?.items ?? 0);
  return { items, isMost: last >= FEW_ITEMS && items >= last * PART };
}
