import { randomFillSync } from "node:crypto";

/**
 * UUID version 7 (RFC 9562, section 5.7), strictly ascending within one process.
 *
 * The first 48 bits are milliseconds since 1970. The 12 bits of `rand_a` are a counter (section 6.2, method 1) that
 * starts at a random value below half its range in each new millisecond. When it is full, or when the clock stands
 * still or goes back, the last millisecond used is carried on, so order never depends on the machine's clock. The 62
 * bits of `rand_b` are random and keep the ids of several processes apart.
 */

const MAX_TIME_MS = 2 ** 48 - 1;
const COUNTER_MAX = 0xfff;
const COUNTER_START_MASK = 0x7ff;
const BYTES_AN_ID = 10;
/** One system call serves this many ids; drawing bytes one id at a time costs four times as much. */
const POOLED_IDS = 512;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const ID_SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Makes ids that ascend among themselves, whatever times it is given. */
export type IdSequence = (nowMs?: number) => string;

/** A sequence of its own, for tests that move the clock; the product uses `newId`. */
export function idSequence(): IdSequence {
  const pool = new Uint8Array(BYTES_AN_ID * POOLED_IDS);
  let used = pool.length;
  let lastMs = -1;
  let counter = 0;

  return function nextId(nowMs = Date.now()) {
    const ms = Math.floor(nowMs);
    if (!(ms >= 0 && ms <= MAX_TIME_MS)) throw new RangeError(`no id can carry the time ${nowMs}`);
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const at = used;
    used += BYTES_AN_ID;
    if (ms > lastMs) {
      lastMs = ms;
      counter = ((pool[at]! << 8) | pool[at + 1]!) & COUNTER_START_MASK;
    } else if (counter < COUNTER_MAX) {
      counter += 1;
    } else {
      lastMs += 1;
      counter = 0;
    }
    const time = lastMs.toString(16).padStart(12, "0");
    const variant = HEX[(pool[at + 2]! & 0x3f) | 0x80]!;
    const rest = hex(pool, at + 4) + hex(pool, at + 5) + hex(pool, at + 6) + hex(pool, at + 7);
    return (
      `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${variant}${hex(pool, at + 3)}-` +
      `${rest}${hex(pool, at + 8)}${hex(pool, at + 9)}`
    );
  };
}

/** A new id; ascends within this process even when the clock goes back. Throws RangeError for a time outside 48 bits. */
export const newId: IdSequence = idSequence();

/** Whether a value is an id as this product writes them: a version 7 UUID in lower case. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID_SHAPE.test(value);
}

/** The milliseconds since 1970 that an id carries. The id is one for which `isId` holds. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function hex(bytes: Uint8Array, at: number): string {
  return HEX[bytes[at]!]!;
}
