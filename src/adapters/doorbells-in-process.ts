import { EventEmitter } from "node:events";
import type { Channel, ChannelMessage, Queue } from "../core/ports/doorbells.ts";
import { LANES, type Lane } from "../core/steps.ts";

/** Doorbells within one process. Listeners hear after the caller has gone on, as they would across a network. */
export function openInProcessQueue(): Queue {
  const bell = quietEmitter();
  return {
    ring: (lane) => setImmediate(() => bell.emit(lane, lane)),
    onRing(listener: (lane: Lane) => void, lanes = LANES) {
      const ends = lanes.map((lane) => listen(bell, lane, listener));
      return () => {
        for (const end of ends) end();
      };
    },
    close: () => Promise.resolve(void bell.removeAllListeners()),
  };
}

/** Nobody else is there to be heard, so nothing is ever missed. */
export function openInProcessChannel(): Channel {
  const bell = quietEmitter();
  return {
    publish: (message) => setImmediate(() => bell.emit("message", message)),
    subscribe: (listener: (message: ChannelMessage) => void) => listen(bell, "message", listener),
    healthy: () => true,
    heardSinceMs: () => 0,
    close: () => Promise.resolve(void bell.removeAllListeners()),
  };
}

function quietEmitter(): EventEmitter {
  const emitter = new EventEmitter();
  // One listener per open stream is no leak.
  emitter.setMaxListeners(0);
  return emitter;
}

function listen<T>(bell: EventEmitter, event: string, listener: (value: T) => void): () => void {
  bell.on(event, listener);
  return () => bell.off(event, listener);
}
