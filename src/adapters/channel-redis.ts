import { EventEmitter } from "node:events";
import { channelMessageOf } from "../core/channel-message.ts";
import type { Log } from "../core/events.ts";
import { newId } from "../core/ids.ts";
import type { Channel, ChannelMessage } from "../core/ports/doorbells.ts";
import { KEY_PREFIX, type RedisLink } from "./redis-link.ts";

/** About 25,000 ids; who misses a longer message looks at the rows within two seconds. */
const MOST_MESSAGE_CHARACTERS = 1_000_000;
const SENT_AGAIN_EVERY_MS = 1_000;
/** Revocations kept for a Redis that is away; beyond it copies end by their age. */
const MOST_KEPT = 10_000;

/** What a message is on the way: who says it, so that nobody hears themselves twice, and what. */
interface OnTheWay {
  readonly from: string;
  readonly message: ChannelMessage;
}

/**
 * Messages between processes by publish and subscribe. This process's own listeners hear at once, whatever Redis does.
 * What cannot be sent is dropped, except that a right was ended: that is sent once Redis is back.
 */
export function openRedisChannel(link: RedisLink, log: Log): Channel {
  const me = newId();
  const bell = new EventEmitter();
  // One listener per open stream is no leak.
  bell.setMaxListeners(0);
  // Channels know no database numbers: two walls on one Redis would hear each other.
  const name = `${KEY_PREFIX}:${link.commands.options.db ?? 0}:channel`;
  const unsent = new Map<string, ChannelMessage>();
  const listener = link.open("listener");
  let heardSinceMs = Number.POSITIVE_INFINITY;

  listener.on("ready", () => {
    listener.subscribe(name).then(
      () => {
        heardSinceMs = Date.now();
      },
      // Lost again meanwhile: the next "ready" subscribes. One that stays without its subscription must not look well.
      () => listener.disconnect(true),
    );
  });
  listener.on("close", () => {
    heardSinceMs = Number.POSITIVE_INFINITY;
  });
  listener.on("message", (_channel: string, text: string) => hear(text));
  const again = setInterval(() => {
    if (unsent.size === 0 || !link.isUp()) return;
    const messages = [...unsent.values()];
    unsent.clear();
    for (const message of messages) send(message);
  }, SENT_AGAIN_EVERY_MS);
  again.unref();

  function hear(text: string): void {
    const { from, message } = parse(text);
    if (from === me) return;
    if (message) bell.emit("message", message);
    else log("debug", "message-unknown", { characters: text.length });
  }

  function send(message: ChannelMessage): void {
    const text = JSON.stringify({ from: me, message } satisfies OnTheWay);
    if (text.length > MOST_MESSAGE_CHARACTERS) return;
    link.commands.publish(name, text).catch(() => {
      if (message.kind === "access" && unsent.size < MOST_KEPT) unsent.set(message.person, message);
    });
  }

  return {
    publish(message) {
      setImmediate(() => bell.emit("message", message));
      send(message);
    },
    subscribe(listen) {
      bell.on("message", listen);
      return () => bell.off("message", listen);
    },
    healthy: () => heardSinceMs !== Number.POSITIVE_INFINITY,
    heardSinceMs: () => heardSinceMs,
    close() {
      clearInterval(again);
      bell.removeAllListeners();
      listener.disconnect();
      return Promise.resolve();
    },
  };
}

function parse(text: string): { from: string | null; message: ChannelMessage | null } {
  if (text.length > MOST_MESSAGE_CHARACTERS) return { from: null, message: null };
  try {
    const { from, message } = JSON.parse(text) as Partial<OnTheWay>;
    return { from: from ?? null, message: channelMessageOf(message) };
  } catch {
    return { from: null, message: null };
  }
}
