import type { TestContext } from "node:test";
import type { TestWall } from "./new-wall.ts";
import { type ReceivedEvent, readEvents } from "./read-events.ts";

/** A stream of events that is read in the background and can be asked for what has come. */
export interface Watching {
  readonly events: ReceivedEvent[];
  /** The id of the last event that had one: what a browser would send as Last-Event-ID. */
  readonly lastId: () => string | null;
  /** The first event that fits, come already or yet to come. */
  first(what: string, fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>;
  /** Resolves when the server has ended the stream, or it was left. */
  readonly ended: Promise<void>;
  leave(): Promise<void>;
}

const DEADLINE_MS = 20_000;

/** Opens a stream; resolves once it is open, so that whatever changes from then on is told. */
export async function watch(
  t: TestContext,
  wall: Pick<TestWall, "url" | "key">,
  path: string,
  headers: Record<string, string> = { authorization: `Bearer ${wall.key}` },
): Promise<Watching> {
  const stop = new AbortController();
  const events: ReceivedEvent[] = [];
  const listeners = new Set<() => void>();
  let isOver = false;
  let opened: () => void = () => undefined;
  const open = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const read = async () => {
    for await (const event of readEvents(`${wall.url}/api/v1${path}`, { headers, signal: stop.signal, opened })) {
      events.push(event);
      for (const listener of listeners) listener();
    }
  };
  const reading = read().finally(() => {
    isOver = true;
    for (const listener of listeners) listener();
  });
  const ended = reading.catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  ended.catch(() => undefined);
  const leave = async () => {
    stop.abort();
    await ended;
  };
  t.after(leave);
  await Promise.race([open, ended]);

  return {
    events,
    lastId: () => events.findLast((event) => event.id !== null)?.id ?? null,
    ended,
    leave,
    first(what, fits) {
      return new Promise((resolve, reject) => {
        const give = (end: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          end();
        };
        const look = () => {
          const found = events.find(fits);
          if (found) give(() => resolve(found));
          else if (isOver) give(() => reject(new Error(`the stream ended without ${what}`)));
        };
        const timer = setTimeout(() => give(() => reject(new Error(`it never came: ${what}`))), DEADLINE_MS);
        listeners.add(look);
        look();
      });
    },
  };
}
