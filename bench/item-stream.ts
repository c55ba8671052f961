import { readEvents } from "../test/harness/read-events.ts";
import type { BenchServer } from "./server.ts";

/** When a program that listens to the wall's stream hears of items; times as `now` tells them. */
export interface ItemStream {
  /** When it heard of an item first. */
  sightOf(item: string): number | undefined;
  /** When everything about the item had come, once it has. */
  full(item: string): Promise<number>;
  close(): void;
}

/** Milliseconds on a clock that every process and page of this machine shares. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Opens a stream of the inbox. */
export async function openItemStream(wall: BenchServer): Promise<ItemStream> {
  const stop = new AbortController();
  const [seen, full] = [new Map<string, number>(), new Map<string, number>()];
  let tell: () => void = () => undefined;
  const opened = Promise.withResolvers<void>();
  const watch = async () => {
    const url = `${wall.url}/api/v1/walls/${wall.inbox}/events`;
    const init = { headers: wall.headers, signal: stop.signal, opened: opened.resolve };
    for await (const { event, data } of readEvents(url, init)) {
      if (event !== "item") continue;
      const { id, state } = data as { id: string; state: string };
      if (!seen.has(id)) seen.set(id, now());
      if (state === "ready" && !full.has(id)) full.set(id, now());
      tell();
    }
  };
  await Promise.race([opened.promise, watch()]);
  return {
    sightOf: (item) => seen.get(item),
    async full(item) {
      for (;;) {
        const at = full.get(item);
        if (at !== undefined) return at;
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
    close: () => stop.abort(),
  };
}
