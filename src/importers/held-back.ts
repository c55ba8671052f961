/**
 * Pieces of a text that are held back until there is enough to go on with. What has not come to its end is looked at
 * anew only when twice as much of it is there, so that a record of millions of characters is not read for each piece of it.
 */
export class HeldBack {
  #pieces: string[] = [];
  #characters = 0;
  #wanted = 0;

  /** All that is held back with this piece behind it, null when it is still too little. */
  join(piece: string, isAll: boolean): string | null {
    this.#pieces.push(piece);
    this.#characters += piece.length;
    return isAll || this.#characters >= this.#wanted ? this.#pieces.join("") : null;
  }

  /** What is left of the text that was joined; never waits for more than `mostCharacters`. */
  keep(rest: string, mostCharacters: number): void {
    this.#pieces = [rest];
    this.#characters = rest.length;
    this.#wanted = Math.min(rest.length * 2, mostCharacters + 1);
  }
}
