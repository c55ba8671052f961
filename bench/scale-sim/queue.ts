import { quantile } from "../statistics.ts";

/** A lane of work with an AI behind it, as it is simulated. */
export interface Lane {
  readonly workers: number;
  readonly places: number;
  /** How long the AI takes, how long a text waits for locks and disks beside it, and the CPU it needs, ms. */
  readonly aiMs: number;
  readonly waitMs: number;
  readonly cpuMs: number;
  /** Cores that everything shares. */
  readonly cores: number;
}

/** What comes: all at once, or so many a second at random. */
export interface Arrivals {
  readonly texts: number;
  readonly perSecond: number | "at-once";
}

export interface Simulated {
  readonly perSecond: number;
  /** From accept to ready. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Of a backlog the first and last part are left out: the places fill up and empty then. */
const LEFT_OUT = 0.2;

/**
 * Plays it through, event by event: a text takes the first free place in the order of arrival, half of its CPU on the
 * first free core, the AI's time and the waiting beside it, the other half of its CPU, and gives the place back.
 * Simplified: a core works on one text at a time to its end, and every text costs the same.
 * @param random 0 up to 1, for the times of arrival and for how far apart the first answers of a backlog are
 */
export function simulate(lane: Lane, { texts, perSecond }: Arrivals, random: () => number): Simulated {
  const events = new Agenda();
  const waiting: number[] = [];
  let free = lane.workers * lane.places;
  const idleAt = Array.from({ length: lane.cores }, () => 0);
  const took: number[] = [];
  const readyAt: number[] = [];

  /** Half of a text's CPU from now on, on the core that is free first. Events come in order, so cores serve in order. */
  const onCore = (now: number, then: (now: number) => void) => {
    const core = idleAt.indexOf(Math.min(...idleAt));
    const end = Math.max(now, idleAt[core] ?? 0) + lane.cpuMs / 2;
    idleAt[core] = end;
    events.add(end, then);
  };
  const begin = (now: number) => {
    const arrivedAt = free > 0 ? waiting.shift() : undefined;
    if (arrivedAt === undefined) return;
    free -= 1;
    onCore(now, (asked) => {
      // Those who begin a backlog together would stay together for ever; real ones drift apart.
      const apart = readyAt.length === 0 && perSecond === "at-once" ? random() * lane.aiMs : 0;
      events.add(asked + apart + lane.aiMs + lane.waitMs, (answered) =>
        onCore(answered, (ready) => {
          took.push(ready - arrivedAt);
          readyAt.push(ready);
          free += 1;
          begin(ready);
        }),
      );
    });
  };
  let arrival = 0;
  for (let n = 0; n < texts; n++) {
    if (perSecond !== "at-once") arrival += (-Math.log(1 - random()) * 1_000) / perSecond;
    const at = arrival;
    events.add(at, (now) => {
      waiting.push(at);
      begin(now);
    });
  }
  events.play();
  took.sort((a, b) => a - b);
  const [from, to] = [Math.floor(texts * LEFT_OUT), Math.floor(texts * (1 - LEFT_OUT))];
  const seconds = ((readyAt[to] ?? 0) - (readyAt[from] ?? 0)) / 1_000;
  return { perSecond: (to - from) / seconds, p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99) };
}

/** Events by their time; those of the same time in the order in which they were added. A binary heap. */
class Agenda {
  readonly #heap: { at: number; n: number; run: (now: number) => void }[] = [];
  #added = 0;

  add(at: number, run: (now: number) => void): void {
    const heap = this.#heap;
    heap.push({ at, n: this.#added++, run });
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Until there are no more. */
  play(): void {
    const heap = this.#heap;
    while (heap.length > 0) {
      this.#swap(0, heap.length - 1);
      const first = heap.pop();
      for (let parent = 0; ; ) {
        const [left, right] = [2 * parent + 1, 2 * parent + 2];
        let least = parent;
        if (left < heap.length && this.#isBefore(left, least)) least = left;
        if (right < heap.length && this.#isBefore(right, least)) least = right;
        if (least === parent) break;
        this.#swap(parent, least);
        parent = least;
      }
      first?.run(first.at);
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.n < other.n);
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const kept = heap[a];
    if (kept && heap[b]) [heap[a], heap[b]] = [heap[b], kept];
  }
}
