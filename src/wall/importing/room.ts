import type { Use } from "../../store/quotas.ts";

/** What a person may still have, as the rows of a batch take their parts of it one after another. */
export class Room {
  readonly #left: Use;
  #items = 0;
  #bytes = 0;

  constructor(left: Use) {
    this.#left = left;
  }

  /** Whether it fits; then it is taken. */
  take({ items, bytes }: Use): boolean {
    if (items > 0 && this.#items + items > this.#left.items) return false;
    if (bytes > 0 && this.#bytes + bytes > this.#left.bytes) return false;
    this.#items += items;
    this.#bytes += bytes;
    return true;
  }

  get taken(): Use {
    return { items: this.#items, bytes: this.#bytes };
  }
}
