import { createHash } from "node:crypto";

/** A row of any table, as both databases give it. */
export type AnyRow = Readonly<Record<string, string | number | null>>;

/** What a table holds, in two words: equal for the same rows in whatever order on whichever database. */
export interface TableDigest {
  readonly rows: number;
  /** The sum of the SHA-256 of its rows, in hex. */
  readonly sum: string;
}

const SUM_BITS = 128;

/** Gathers the digest of a table row by row. */
export class RowDigest {
  #rows = 0;
  #sum = 0n;

  add(row: AnyRow): void {
    this.#rows += 1;
    this.#sum = BigInt.asUintN(SUM_BITS, this.#sum + hashOf(row));
  }

  get value(): TableDigest {
    return { rows: this.#rows, sum: this.#sum.toString(16).padStart(SUM_BITS / 4, "0") };
  }
}

function hashOf(row: AnyRow): bigint {
  const clean = withoutNul(row);
  const canonical = JSON.stringify(
    Object.keys(clean)
      .sort()
      .map((column) => [column, clean[column]]),
  );
  const hash = createHash("sha256").update(canonical).digest("hex");
  return BigInt(`0x${hash.slice(0, SUM_BITS / 4)}`);
}

/** NUL is cleaned at the edge, so there should be none; PostgreSQL would refuse the whole page for one. */
export function withoutNul(row: AnyRow): AnyRow {
  const dirty = Object.values(row).some((value) => typeof value === "string" && value.includes("\0"));
  if (!dirty) return row;
  const clean = Object.entries(row).map(([column, value]) => [
    column,
    typeof value === "string" ? value.replaceAll("\0", "") : value,
  ]);
  return Object.fromEntries(clean) as AnyRow;
}
