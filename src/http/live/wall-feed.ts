import { changesSince } from "../../wall/changes.ts";
import { eventText } from "./stream.ts";
import type { LiveDeps, Subscription } from "./subscription.ts";

/** Changes read in one go: so few that what they make mostly fits between enough and most of what may wait for a reader. */
const CHANGES_AT_ONCE = 50;

/**
 * One wall that somebody is watching. Changes are read once, from the watcher that is furthest behind, serialised once,
 * and written to everybody who has not had them. Who has enough to take already is left out until it has taken it, and so is
 * behind, but keeps its stream: an import makes changes faster than a page can draw them.
 */
export class WallFeed {
  readonly #deps: Pick<LiveDeps, "store" | "log">;
  readonly #wall: string;
  readonly #watchers = new Set<Subscription>();
  #reading: Promise<void> | null = null;
  #rung = false;

  constructor(deps: Pick<LiveDeps, "store" | "log">, wall: string) {
    this.#deps = deps;
    this.#wall = wall;
  }

  add(subscription: Subscription): void {
    this.#watchers.add(subscription);
    subscription.stream.onDrain(() => this.ring());
  }

  remove(subscription: Subscription): void {
    this.#watchers.delete(subscription);
  }

  get isUnwatched(): boolean {
    return this.#watchers.size === 0;
  }

  /** The number up to which every watcher has been told. */
  get clock(): number {
    return this.#clockOf([...this.#watchers]);
  }

  /** Something may have changed: look, and once more if it rings meanwhile. */
  ring(): void {
    this.catchUp().catch((error: unknown) =>
      this.#deps.log("warn", "fault", { what: "wall feed", error: String(error) }),
    );
  }

  async catchUp(): Promise<void> {
    this.#rung = true;
    this.#reading ??= this.#readWhileRung().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  /** Sends a text to all watchers of this wall. */
  tell(text: string): void {
    for (const { stream } of this.#watchers) stream.send(text);
  }

  async #readWhileRung(): Promise<void> {
    while (this.#rung && !this.isUnwatched) {
      this.#rung = false;
      // Who joins while this is being read may be further behind than `since`; the round that it rings for is its own.
      const readers = [...this.#watchers].filter(({ stream }) => !stream.isFull);
      if (readers.length === 0) return;
      const since = this.#clockOf(readers);
      const changes = await changesSince(this.#deps.store.reader, { wall: this.#wall, since, limit: CHANGES_AT_ONCE });
      if (changes.more) this.#rung = true;
      const events = [
        ...changes.items.map((item) => ({
          clock: item.clock,
          event: "item",
          data: JSON.stringify({ ...item, wall_id: this.#wall }),
        })),
        ...changes.removed.map((gone) => ({
          clock: gone.clock,
          event: "removed",
          data: JSON.stringify({ ...gone, wall_id: this.#wall }),
        })),
      ].sort((a, b) => a.clock - b.clock);
      for (const { clock, event, data } of events) this.#deliver(readers, clock, { event, data });
      for (const { clocks } of readers)
        if ((clocks.get(this.#wall) ?? 0) < changes.next) clocks.set(this.#wall, changes.next);
    }
  }

  #clockOf(readers: readonly Subscription[]): number {
    return Math.min(...readers.map(({ clocks }) => clocks.get(this.#wall) ?? 0));
  }

  #deliver(readers: readonly Subscription[], clock: number, { event, data }: { event: string; data: string }): void {
    const texts = new Map<string, string>();
    for (const { stream, clocks } of readers) {
      if ((clocks.get(this.#wall) ?? 0) >= clock) continue;
      clocks.set(this.#wall, clock);
      const id = vectorOf(clocks);
      // The id differs between readers of several walls; the event itself is serialised once.
      const text = texts.get(id) ?? eventText({ event, data, id });
      texts.set(id, text);
      stream.send(text);
    }
  }
}

/** The clocks of all walls in a stream as one opaque id, so that one `Last-Event-ID` resumes all of them. */
export function vectorOf(clocks: ReadonlyMap<string, number>): string {
  return Buffer.from([...clocks].map(([wall, clock]) => `${wall}:${clock}`).join(" ")).toString("base64url");
}

/** Reads such an id back; null when it is none of ours. */
export function clocksOfVector(id: string): Map<string, number> | null {
  const words = Buffer.from(id, "base64url").toString("utf8").split(" ").filter(Boolean);
  const pairs = words.map((word) => /^([0-9a-f-]{36}):(\d{1,15})$/.exec(word));
  if (pairs.length === 0 || pairs.some((pair) => pair === null)) return null;
  return new Map(pairs.map((pair) => [pair?.[1] ?? "", Number(pair?.[2])]));
}
