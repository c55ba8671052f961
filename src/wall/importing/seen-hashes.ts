import { hash, randomInt } from "node:crypto";

const FIRST_PLACES = 1_024;
/** Of all places; beyond it looking for a free one takes long. */
const FULLEST = 0.6;
const BYTES_OF_NUMBER = 6;
const LARGEST_32 = 0xffff_ffff;

/**
 * What was seen before, by 48 bits of its hash: 13 to 27 bytes each, so that a million rows are some 27 MB. A set of the
 * numbers takes three times that, and one of the texts would hold on to all of the file that they were cut out of.
 */
export class SeenHashes {
  #places = new Float64Array(FIRST_PLACES);
  #count = 0;
  /** A source that was made to fall on one place again and again cannot know where that is. */
  readonly #keys = [randomInt(LARGEST_32), randomInt(LARGEST_32) | 1] as const;

  get size(): number {
    return this.#count;
  }

  /** @param hash bytes of a hash, in hex or base64url. */
  has(digest: string, encoding: "hex" | "base64url"): boolean {
    return this.#places[this.#placeOf(numberOf(digest, encoding))] !== 0;
  }

  add(digest: string, encoding: "hex" | "base64url"): void {
    this.#put(numberOf(digest, encoding));
    if (this.#count <= this.#places.length * FULLEST) return;
    const before = this.#places;
    this.#places = new Float64Array(before.length * 2);
    this.#count = 0;
    for (const number of before) if (number !== 0) this.#put(number);
  }

  addText(text: string): void {
    this.add(hash("sha256", text, "hex"), "hex");
  }

  #put(number: number): void {
    const place = this.#placeOf(number);
    if (this.#places[place] !== 0) return;
    this.#places[place] = number;
    this.#count += 1;
  }

  /** Where it stands, or would. */
  #placeOf(number: number): number {
    const last = this.#places.length - 1;
    const [one, other] = this.#keys;
    const low = number % (LARGEST_32 + 1);
    const high = Math.floor(number / (LARGEST_32 + 1));
    let place = Math.imul(Math.imul(low ^ one, other) ^ (high + one), other) >>> 7;
    for (place &= last; this.#places[place] !== 0 && this.#places[place] !== number; place = (place + 1) & last);
    return place;
  }
}

/** Never 0, which is an empty place. */
const numberOf = (digest: string, encoding: "hex" | "base64url"): number =>
  Buffer.from(digest, encoding).readUIntBE(0, BYTES_OF_NUMBER) + 1;
