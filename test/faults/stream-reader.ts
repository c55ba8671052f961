import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Item } from "../../src/contract/items.ts";
import { readEvents } from "../harness/read-events.ts";
import type { FaultClient } from "./fault-client.ts";
import type { MortalWall } from "./mortal-wall.ts";
import { until } from "./until.ts";

const COME_BACK_MS = 100;

/** Somebody who has a wall open the whole time: keeps what the stream tells, and comes back with `Last-Event-ID`. */
export interface StreamReader {
  readonly events: number;
  readonly resumed: number;
  /** Closes the stream, and goes on from there when it is told to. */
  leave(): void;
  comeBack(): void;
  /** How what it has differs from what a fresh read of the wall shows (I7), once the last events had time to come. */
  differences(withinMs: number): Promise<string[]>;
  stop(): Promise<void>;
}

type Shown = Omit<Item, never> & { wall_id?: string };

export function openStreamReader(
  wall: Pick<MortalWall, "serving" | "key">,
  client: FaultClient,
  wallId: string,
): StreamReader {
  const items = new Map<string, Shown>();
  const clocks = new Map<string, number>();
  const stopping = new AbortController();
  let leaving = new AbortController();
  let away = Promise.withResolvers<void>();
  away.resolve();
  let lastId: string | null = null;
  let events = 0;
  let resumed = 0;

  function keep(item: Shown): void {
    if ((clocks.get(item.id) ?? 0) > item.clock) return;
    clocks.set(item.id, item.clock);
    items.set(item.id, item);
  }

  async function readOnce(): Promise<void> {
    const headers = {
      authorization: `Bearer ${await wall.key()}`,
      ...(lastId === null ? {} : { "last-event-id": lastId }),
    };
    if (lastId !== null) resumed += 1;
    let loaded: Promise<void> = Promise.resolve();
    const isFresh = lastId === null;
    const load = async () => {
      for (const item of await freshRead(client, wallId)) keep(item);
    };
    const url = `${await wall.serving(stopping.signal)}/api/v1/walls/${wallId}/events`;
    const signal = AbortSignal.any([stopping.signal, leaving.signal]);
    const opened = () => {
      // Without an id to resume from the wall is read as a whole; what changes meanwhile is told by the stream.
      if (isFresh) loaded = load();
    };
    for await (const { event, id, data } of readEvents(url, { headers, signal, opened })) {
      events += 1;
      if (event === "item") keep(data as Shown);
      if (event === "removed") {
        const gone = data as { id: string; clock: number };
        clocks.set(gone.id, gone.clock);
        items.delete(gone.id);
      }
      if (event === "resync") await load();
      if (id !== null) lastId = id;
    }
    await loaded;
  }

  const reading = (async () => {
    while (!stopping.signal.aborted) {
      await readOnce().catch(() => {});
      await away.promise;
      if (!stopping.signal.aborted) await sleep(COME_BACK_MS);
    }
  })();

  return {
    get events() {
      return events;
    },
    get resumed() {
      return resumed;
    },
    leave() {
      away = Promise.withResolvers();
      leaving.abort();
    },
    comeBack() {
      leaving = new AbortController();
      away.resolve();
    },
    async differences(withinMs) {
      let found: string[] = [];
      await until("the same state", withinMs, async () => {
        found = differencesOf(items, await freshRead(client, wallId));
        return found.length === 0;
      }).catch(() => {});
      return found;
    },
    async stop() {
      stopping.abort();
      away.resolve();
      await reading;
    },
  };
}

async function freshRead(client: FaultClient, wallId: string): Promise<Shown[]> {
  const all: Shown[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { body: { items: Item[]; next_cursor: string | null } } = await client.ask(
      "GET",
      `/walls/${wallId}/items?limit=100${query}`,
    );
    all.push(...page.body.items);
    cursor = page.body.next_cursor;
  } while (cursor !== null);
  return all;
}

function differencesOf(kept: ReadonlyMap<string, Shown>, fresh: readonly Shown[]): string[] {
  const shown = new Map(fresh.map((item) => [item.id, item]));
  const missing = fresh.filter(({ id }) => !kept.has(id)).map(({ id }) => `item ${id} was never told`);
  const stale = [...kept.values()].flatMap((item) => {
    const now = shown.get(item.id);
    if (!now) return [`item ${item.id} is gone and that was never told`];
    const { wall_id: _told, ...told } = item;
    const { wall_id: _read, ...read } = now;
    return isDeepStrictEqual(told, read) ? [] : [`item ${item.id} was told otherwise: ${fieldsThatDiffer(told, read)}`];
  });
  return [...missing, ...stale];
}

function fieldsThatDiffer(told: object, read: object): string {
  const now = new Map(Object.entries(read));
  return Object.entries(told)
    .filter(([name, value]) => !isDeepStrictEqual(value, now.get(name)))
    .map(([name, value]) => `${name} ${JSON.stringify(value)} is ${JSON.stringify(now.get(name))}`)
    .join(", ");
}
