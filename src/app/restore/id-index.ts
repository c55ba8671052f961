import { randomInt } from "node:crypto";

const ID_BYTES = 16;
const FIRST_IDS = 1_024;
/** Of the places that ids are looked for at; beyond it looking takes long. */
const FULLEST = 0.5;
const MOST_KEY = 0xffff_ffff;

/** Ids, each with the number it was added as, from 0: 24 to 48 bytes each, a fifth of what a set of strings takes. */
export class IdIndex {
  #ids = Buffer.alloc(ID_BYTES * FIRST_IDS);
  /** At the place where an id is looked for first, or behind it: its number and one more. */
  #places = new Uint32Array(FIRST_IDS / FULLEST);
  #count = 0;
  /** An archive that was made to fall on one place again and again cannot know where that is. */
  readonly #key = randomInt(MOST_KEY) | 1;

  get size(): number {
    return this.#count;
  }

  /** The number of an id for which `isId` holds; null for one that was not added. */
  numberOf(id: string): number | null {
    const standing = this.#places[this.#placeOf(bytesOf(id))] ?? 0;
    return standing === 0 ? null : standing - 1;
  }

  has(id: string): boolean {
    return this.numberOf(id) !== null;
  }

  /** False when it is there already. */
  add(id: string): boolean {
    const bytes = bytesOf(id);
    const place = this.#placeOf(bytes);
    if (this.#places[place] !== 0) return false;
    if (this.#count * ID_BYTES === this.#ids.length) this.#ids = Buffer.concat([this.#ids], this.#ids.length * 2);
    bytes.copy(this.#ids, this.#count * ID_BYTES);
    this.#count += 1;
    this.#places[place] = this.#count;
    if (this.#count > this.#places.length * FULLEST) this.#spread();
    return true;
  }

  #spread(): void {
    this.#places = new Uint32Array(this.#places.length * 2);
    for (let number = 0; number < this.#count; number += 1) {
      const bytes = this.#ids.subarray(number * ID_BYTES, (number + 1) * ID_BYTES);
      this.#places[this.#placeOf(bytes)] = number + 1;
    }
  }

  /** Where it stands, or would. */
  #placeOf(bytes: Buffer): number {
    const last = this.#places.length - 1;
    let mixed = this.#key;
    for (let at = 0; at < ID_BYTES; at += 4) {
      mixed = Math.imul(mixed ^ bytes.readUInt32LE(at), this.#key);
      mixed ^= mixed >>> 15;
    }
    let place = mixed & last;
    for (let standing = this.#places[place]; standing; standing = this.#places[place]) {
      if (bytes.compare(this.#ids, (standing - 1) * ID_BYTES, standing * ID_BYTES) === 0) break;
      place = (place + 1) & last;
    }
    return place;
  }
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
