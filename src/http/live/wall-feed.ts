import { oldestOf } from "../../store/walls.ts";
import { changesSince } from "../../wall/changes.ts";
import type { ShownItem, Viewer } from "../../wall/present-item.ts";
import { eventText, RESYNC } from "./stream.ts";
import type { LiveDeps, Subscription } from "./subscription.ts";

/** Changes read in one go: so few that what they make mostly fits between enough and most of what may wait for a reader. */
const CHANGES_AT_ONCE = 50;

/** One change of a wall, as each of those who see it is told of it. */
interface WallEvent {
  readonly clock: number;
  readonly toldTo: (viewer: Viewer) => { readonly event: "item" | "removed"; readonly data: string };
}

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

  /** Sends a text to all watchers of this wall, or to those of them who are this person. */
  tell(text: string, to?: { readonly person: string }): void {
    for (const { stream, viewer } of this.#watchers)
      if (!to || (viewer !== "anybody" && viewer.person === to.person)) stream.send(text);
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
      // Looked at after the changes: what was removed for good before has left no mark that could be among them.
      const kept = await oldestOf(this.#deps.store.reader, this.#wall);
      for (const reader of readers) if (kept && clockOf(reader, this.#wall) < kept.oldest) this.#loadAnew(reader, kept);
      const events: WallEvent[] = [
        ...changes.items.map((item) => ({ clock: item.clock, toldTo: this.#tellerOf(item) })),
        ...changes.removed.map((gone) => {
          const data = JSON.stringify({ ...gone, wall_id: this.#wall });
          return { clock: gone.clock, toldTo: () => ({ event: "removed" as const, data }) };
        }),
      ].sort((a, b) => a.clock - b.clock);
      for (const event of events) this.#deliver(readers, event);
      for (const { clocks } of readers)
        if ((clocks.get(this.#wall) ?? 0) < changes.next) clocks.set(this.#wall, changes.next);
    }
  }

  /** Tells a reader that more has gone than can be told one by one; it goes on from how the wall is now. */
  #loadAnew({ stream, clocks }: Subscription, { clock }: { clock: number }): void {
    clocks.set(this.#wall, clock);
    stream.send(RESYNC);
  }

  #clockOf(readers: readonly Subscription[]): number {
    return Math.min(...readers.map((reader) => clockOf(reader, this.#wall)));
  }

  /** Serialised once for its owner, once for all members, once for anybody, to whom what was put aside is gone. */
  #tellerOf(item: ShownItem & { readonly clock: number }): WallEvent["toldTo"] {
    const made = new Map<string, ReturnType<WallEvent["toldTo"]>>();
    return (viewer) => {
      const projection = viewer === "anybody" ? viewer : viewer.person === item.owner ? "owner" : "member";
      const known = made.get(projection);
      if (known) return known;
      const isGone = viewer === "anybody" && item.isAside;
      const shown = isGone ? { id: item.id, clock: item.clock } : item.seenBy(viewer);
      const data = JSON.stringify({ ...shown, wall_id: this.#wall });
      const told = { event: isGone ? "removed" : "item", data } as const;
      made.set(projection, told);
      return told;
    };
  }

  #deliver(readers: readonly Subscription[], { clock, toldTo }: WallEvent): void {
    const texts = new Map<string, Map<string, string>>();
    for (const { stream, clocks, viewer } of readers) {
      if ((clocks.get(this.#wall) ?? 0) >= clock) continue;
      clocks.set(this.#wall, clock);
      const id = vectorOf(clocks);
      const { event, data } = toldTo(viewer);
      // The id differs between readers of several walls; what it carries is serialised once for all who see the same.
      const ofData = texts.get(data) ?? new Map<string, string>();
      const text = ofData.get(id) ?? eventText({ event, data, id });
      texts.set(data, ofData.set(id, text));
      stream.send(text);
    }
  }
}

const clockOf = ({ clocks }: Pick<Subscription, "clocks">, wall: string): number => clocks.get(wall) ?? 0;

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
