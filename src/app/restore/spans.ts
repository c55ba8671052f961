const FIRST_SPANS = 1_024;

/** Where entries lie in an archive, 16 to 32 bytes each. */
export class Spans {
  #ends = new Float64Array(FIRST_SPANS * 2);
  #count = 0;
  /** Writers put the directory in the order of the bytes; only for others is there anything to sort. */
  #isInOrder = true;

  add(from: number, to: number): void {
    const at = this.#count * 2;
    if (at === this.#ends.length) {
      const longer = new Float64Array(at * 2);
      longer.set(this.#ends);
      this.#ends = longer;
    }
    this.#isInOrder &&= at === 0 || from >= (this.#ends[at - 1] ?? 0);
    this.#ends[at] = from;
    this.#ends[at + 1] = to;
    this.#count += 1;
  }

  overlap(): boolean {
    if (this.#isInOrder) return false;
    const from = (span: number) => this.#ends[span * 2] ?? 0;
    const order = Uint32Array.from({ length: this.#count }, (_, span) => span).sort(
      (one, other) => from(one) - from(other),
    );
    return order.some((span, at) => at > 0 && from(span) < (this.#ends[(order[at - 1] ?? 0) * 2 + 1] ?? 0));
  }
}
