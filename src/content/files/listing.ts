import { cleanLine } from "../../core/clean-text.ts";
import { count, type Found } from "./found.ts";

/** An archive's list is for looking at, not for unpacking. */
const MOST_LISTED = 1_000;
const NAME_CHARACTERS = 300;

/** The names in an archive, each with its size. They are text: no path of it is ever used as one. */
export class Listing {
  readonly #lines: string[] = [];
  #entries = 0;

  add(name: string, sizeBytes: number): void {
    this.#entries += 1;
    if (this.#lines.length < MOST_LISTED)
      this.#lines.push(`${cleanLine(name.slice(0, NAME_CHARACTERS))}\t${sizeBytes}`);
  }

  /** @param told how many there are by the archive's own word, where not all were looked at */
  found(told = 0): Found {
    return { facts: count("entries", Math.max(this.#entries, told)), text: this.#lines.join("\n") };
  }
}
