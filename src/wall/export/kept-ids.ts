const ID_BYTES = 16;
const FIRST_IDS = 1_024;

/** Ids in the order they were added, 16 bytes each: a million are 16 MB. */
export class KeptIds {
  #bytes = Buffer.alloc(ID_BYTES * FIRST_IDS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(id: string): void {
    const at = this.#count * ID_BYTES;
    if (at === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
    this.#bytes.write(id.replaceAll("-", ""), at, "hex");
    this.#count += 1;
  }

  *pages(size: number): Generator<string[]> {
    for (let from = 0; from < this.#count; from += size)
      yield Array.from({ length: Math.min(size, this.#count - from) }, (_, at) => this.#at(from + at));
  }

  #at(index: number): string {
    const hex = this.#bytes.toString("hex", index * ID_BYTES, (index + 1) * ID_BYTES);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }
}
