/**
 * A vector as it is kept: a byte a number, and one bit of each number's sign. The bits tell in a ninetieth of the time which
 * vectors may be near, the bytes then which are.
 */
export interface KeptVector {
  readonly bytes: Int8Array;
  readonly signs: Uint8Array;
}

const MOST = 127;
const BITS = 8;

/** The same direction with length 1; null where a number is none, or all are 0. */
export function unitVector(numbers: ArrayLike<unknown>): Float32Array | null {
  let squares = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at];
    if (typeof number !== "number") return null;
    squares += number * number;
  }
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) return null;
  return Float32Array.from(numbers as ArrayLike<number>, (number) => number / length);
}

/** @param vector of length 1 */
export function keptVector(vector: Float32Array): KeptVector {
  let largest = 0;
  for (const number of vector) largest = Math.max(largest, Math.abs(number));
  return withSigns(Int8Array.from(vector, (number) => Math.round((number / largest) * MOST)));
}

/** A vector that was kept, with the signs of its numbers. */
export function withSigns(bytes: Int8Array): KeptVector {
  const signs = new Uint8Array(Math.ceil(bytes.length / BITS));
  // The first number has the highest bit, as in the text form of a string of bits.
  for (const [at, number] of bytes.entries())
    if (number > 0) signs[at >> 3] = (signs[at >> 3] ?? 0) | (128 >> (at & 7));
  return { bytes, signs };
}

/** How alike two vectors are: 1 is the same direction, 0 has nothing in common. */
export function likeness(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let product = 0;
  let ofOne = 0;
  let ofOther = 0;
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [one[at] ?? 0, other[at] ?? 0];
    product += a * b;
    ofOne += a * a;
    ofOther += b * b;
  }
  return ofOne === 0 || ofOther === 0 ? 0 : product / Math.sqrt(ofOne * ofOther);
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

/** What SQLite knows it by on our connections; PostgreSQL counts by itself. */
export const BITS_APART = "bits_apart";

/** In how many bits two strings of them differ. */
export function bitsApart(one: Uint8Array, other: Uint8Array): number {
  // Plain, since it runs for each of 100,000: a default for what is never missing takes half as long again.
  let apart = 0;
  for (let at = 0; at < one.length; at += 1) apart += ONES[one[at]! ^ other[at]!]!;
  return apart;
}

/** Bits as `0` and `1`, as PostgreSQL reads them. */
export const bitText = (signs: Uint8Array): string =>
  Array.from(signs, (byte) => byte.toString(2).padStart(BITS, "0")).join("");
