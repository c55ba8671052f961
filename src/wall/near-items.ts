import { partsOf, type Wanted } from "../core/search/wanted.ts";
import type { KeptVector } from "../core/vectors.ts";
import { readAmong } from "../store/search-found.ts";
import type { Scope } from "../store/search-match.ts";
import type { Reader, Store } from "../store/store.ts";
import { readNear } from "../store/vectors.ts";
import type { VectorModel } from "../store/vectors-due.ts";

/** What lies so far of the way from what is not alike at all to what is the same is near. */
const NEAR_SHARE = 0.25;
/** So many of the nearest are looked up. */
const LOOKED_UP = 200;

export interface NearAsked {
  readonly scope: Scope;
  readonly model: VectorModel;
  readonly vector: KeptVector;
  /** What must be so of what is near, beside being it; null is nothing. */
  readonly wanted: Wanted | null;
  readonly limit: number;
}

/** An item that was found, as it is counted and as it is known. */
export interface NearItem {
  readonly id: string;
  readonly seq: number;
}

/**
 * The items whose vectors are near one, the most alike first. Which these may be is asked of the index of words, as with every
 * search: what a person cannot find by words they cannot find by meaning.
 */
export async function nearItems(store: Store, { scope, model, vector, wanted, limit }: NearAsked): Promise<NearItem[]> {
  const { dialect } = store;
  const unlike = model.unlike_e6 / 1_000_000;
  const least = unlike + (1 - unlike) * NEAR_SHARE;
  // What only refuses something leaves most of all: it is asked of what is near, everything else before that.
  const before = wanted !== null && partsOf(wanted).some(({ kind }) => kind !== "not") ? wanted : null;
  return await store.readByIndex(async (db) => {
    const asked = { of: model, vector, least, limit: LOOKED_UP };
    const near = await readNear(db, dialect, { scope, wanted: before, asked });
    const found = await findAmong(db, dialect, { scope, wanted, seqs: near.map(({ seq }) => seq) });
    return near.flatMap(({ seq }) => found.get(seq) ?? []).slice(0, limit);
  });
}

/** Those of these numbers that a person may find and that are wanted. */
export async function findAmong(
  db: Reader,
  dialect: Store["dialect"],
  { scope, wanted, seqs }: { scope: Scope; wanted: Wanted | null; seqs: readonly number[] },
): Promise<Map<number, NearItem>> {
  const rows = await readAmong(db, dialect, { scope, wanted: wanted ?? { kind: "all", of: [] }, seqs });
  return new Map(rows.map(({ id, seq }) => [seq, { id, seq }]));
}
