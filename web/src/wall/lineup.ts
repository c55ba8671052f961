import { cardsBetween, cutsAbove, makeRoom, nothingStands, type Order, standDown, standUp } from "./column-order.ts";

/** What the wall knows of the things it shows: a name that stays, and a guess of their height before they are drawn. */
export interface Measure<Thing> {
  keyOf(thing: Thing): string;
  estimate(thing: Thing, columnPx: number): number;
}

export interface Shape extends Order {
  readonly columnPx: number;
}

const NONE_DOWN = Number.POSITIVE_INFINITY;
const NONE_UP = -1;

/**
 * All things of a wall in their order, with the places they stand at. What was drawn once has been measured; of the
 * others the height is a guess. Only what a change moves is placed anew, and only what is new is guessed: a page that is
 * added to a hundred thousand things costs hardly more than the first one.
 */
export class Lineup<Thing> {
  readonly #measure: Measure<Thing>;
  readonly #measured = new Map<string, number>();
  readonly #standing = nothingStands();
  #things: readonly Thing[] = [];
  #keys: string[] = [];
  #shape: Shape;
  /** The first below the hinge whose place is not known any more, and the last above it. */
  #stale = { down: NONE_DOWN, up: NONE_UP };
  #arrived = new Set<string>();

  constructor(measure: Measure<Thing>, shape: Shape) {
    this.#measure = measure;
    this.#shape = shape;
    this.#hang(0, new Float64Array(shape.columns));
  }

  /** Of the whole wall, px. */
  get height(): number {
    return Math.max(0, this.#standing.bottom - this.#standing.top);
  }

  /** Takes the things that there are now. */
  take(things: readonly Thing[]): void {
    const before = this.#things;
    if (things === before) return;
    const [head, tail] = sameEnds(before, things);
    const inserted = things.slice(head, things.length - tail).map((thing) => this.#measure.keyOf(thing));
    this.#noteArrivals(this.#keys.slice(head, before.length - tail), inserted, tail > 0);
    this.#things = things;
    this.#keys = [...this.#keys.slice(0, head), ...inserted, ...this.#keys.slice(before.length - tail)];
    makeRoom(this.#standing, Math.max(before.length, things.length));
    this.#standing.heights.copyWithin(things.length - tail, before.length - tail, before.length);
    makeRoom(this.#standing, things.length);
    for (let at = head; at < head + inserted.length; at++) this.#standing.heights[at] = this.#heightOf(at);
    const { hinge, cuts } = this.#standing;
    if (head >= hinge) this.#stale.down = Math.min(this.#stale.down, head);
    else if (before.length - tail <= hinge) this.#hang(hinge + things.length - before.length, cuts);
    else this.#hang(Math.min(hinge, things.length), cuts);
  }

  /** Takes another shape, in which the thing numbered `hinge` stays where it is; heights at another width say nothing. */
  reshape(shape: Shape, hinge: number): void {
    this.#shape = shape;
    this.#measured.clear();
    for (let at = 0; at < this.#keys.length; at++) this.#standing.heights[at] = this.#heightOf(at);
    this.#hang(hinge, new Float64Array(shape.columns));
  }

  /**
   * From now on nothing moves the thing of this number that happens above it; where everything above has been measured,
   * nothing would. With 0 the wall hangs from its top again.
   */
  hingeAt(at: number): void {
    if (at === 0) this.#hang(0, new Float64Array(this.#shape.columns));
    else if (this.#keys.slice(0, at).some((key) => !this.#measured.has(key)))
      this.#hang(at, cutsAbove(this.#standing, at, this.#shape));
  }

  /** Whether the first things have their final places. */
  get hangsFromTop(): boolean {
    return this.#standing.hinge === 0;
  }

  /** @param hint where it stood when it was drawn */
  numberOf(key: string, hint = -1): number {
    return this.#keys[hint] === key ? hint : this.#keys.indexOf(key);
  }

  keyAt(at: number): string {
    return this.#keys[at] ?? "";
  }

  /** Takes how tall a thing turned out to be when it was drawn. */
  note(key: string, at: number, height: number): void {
    if (this.#measured.get(key) === height) return;
    this.#measured.set(key, height);
    if (this.#keys[at] !== key || this.#standing.heights[at] === height) return;
    this.#standing.heights[at] = height;
    if (at < this.#standing.hinge) this.#stale.up = Math.max(this.#stale.up, at);
    else this.#stale.down = Math.min(this.#stale.down, at);
  }

  isMeasured(key: string, height: number): boolean {
    return this.#measured.get(key) === height;
  }

  /** Gives everything its place, as far as that is not known. */
  stand(): void {
    const { down, up } = this.#stale;
    if (down !== NONE_DOWN) standDown(this.#standing, Math.min(down, this.#keys.length), this.#shape);
    if (up !== NONE_UP) standUp(this.#standing, up, this.#shape);
    this.#stale = { down: NONE_DOWN, up: NONE_UP };
  }

  placeOf(at: number): { column: number; top: number; height: number } {
    const { columns, tops, heights, top } = this.#standing;
    return { column: columns[at] ?? 0, top: (tops[at] ?? 0) - top, height: heights[at] ?? 0 };
  }

  /** Those that reach between two lines across the wall, by their numbers. */
  between(from: number, to: number): number[] {
    return cardsBetween(this.#standing, from + this.#standing.top, to + this.#standing.top);
  }

  /** What has come before or between the others since this was asked last. */
  takeArrivals(): ReadonlySet<string> {
    const arrived = this.#arrived;
    this.#arrived = new Set();
    return arrived;
  }

  #hang(hinge: number, cuts: Float64Array): void {
    this.#standing.hinge = hinge;
    this.#standing.cuts = hinge === 0 ? new Float64Array(this.#shape.columns) : cuts;
    if (hinge === 0) this.#standing.top = 0;
    this.#stale = { down: hinge, up: hinge - 1 };
  }

  /** What follows at the end was only not loaded yet. */
  #noteArrivals(gone: readonly string[], come: readonly string[], isFollowed: boolean): void {
    const known = new Set(gone);
    const end = isFollowed ? come.length : come.findLastIndex((key) => known.has(key));
    for (const key of come.slice(0, Math.max(0, end))) if (!known.has(key)) this.#arrived.add(key);
  }

  #heightOf(at: number): number {
    return (
      this.#measured.get(this.#keys[at] ?? "") ??
      this.#measure.estimate(this.#things[at] as Thing, this.#shape.columnPx)
    );
  }
}

/** How many things two lists have in common at their beginning, and how many of the rest at their end. */
function sameEnds<Thing>(before: readonly Thing[], after: readonly Thing[]): [head: number, tail: number] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [head, tail];
}
