import type { FastifyReply, FastifyRequest } from "fastify";

/** With so much waiting for a slow reader, changes of its walls are read for it only once it has taken that. */
const ENOUGH_BUFFERED_BYTES = 64_000;
/** What may wait for a slow reader; beyond it the stream is ended, and the reader comes back and resumes. */
const MOST_BUFFERED_BYTES = 256_000;
/** Browsers that come back all at once after a restart are spread over this. */
const RETRY_FROM_MS = 1_000;
const RETRY_SPREAD_MS = 4_000;

/** One open stream of server-sent events (WHATWG HTML, section 9.2). */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #onClose = new Set<() => void>();
  readonly #onDrain = new Set<() => void>();
  #isOpen = true;

  /** Takes the response over: headers leave at once, no compression, no proxy buffering. */
  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.#reply = reply;
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "x-process-time": (reply.elapsedTime / 1_000).toFixed(6),
      connection: "keep-alive",
    });
    raw.flushHeaders();
    raw.write(`retry: ${RETRY_FROM_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\n\n`);
    request.raw.setTimeout(0);
    raw.on("close", () => this.#closed());
    raw.on("error", () => this.#closed());
    raw.on("drain", () => {
      for (const listener of this.#onDrain) listener();
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether the reader has enough to take already. */
  get isFull(): boolean {
    return this.#reply.raw.writableLength > ENOUGH_BUFFERED_BYTES;
  }

  /** Sends an event that was made by `eventText`. False when the reader was too slow and the stream was ended. */
  send(text: string): boolean {
    if (!this.#isOpen) return false;
    this.#reply.raw.write(text);
    if (this.#reply.raw.writableLength <= MOST_BUFFERED_BYTES) return true;
    this.#reply.raw.destroy();
    this.#closed();
    return false;
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#reply.raw.end();
    this.#closed();
  }

  onClose(listener: () => void): void {
    this.#onClose.add(listener);
  }

  /** Called whenever the reader has taken all that waited for it. */
  onDrain(listener: () => void): void {
    this.#onDrain.add(listener);
  }

  #closed(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const listener of this.#onClose) listener();
  }
}

export const KEEP_ALIVE_COMMENT = ": still here\n\n";

/** One event as it stands on the wire. JSON has no line breaks, so it is one data line. */
export function eventText({ event, data, id }: { event: string; data: string; id?: string }): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}

/** What changed since cannot be told any more: the reader loads the wall anew. */
export const RESYNC = eventText({ event: "resync", data: "{}" });
