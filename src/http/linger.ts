import type { IncomingMessage } from "node:http";

/** So much of a body that was refused is still taken off the line; whoever sends more than this meets a closed door. */
const LINGER_BYTES = 64_000_000;
const LINGER_MS = 10_000;

/**
 * Reads what is still to come of a request that is answered already, and throws it away. A connection that is closed in
 * the middle of what the other side sends loses it the answer too: it would learn that the line broke, and not why it was
 * refused.
 */
export function readToItsEnd(request: IncomingMessage): void {
  let left = LINGER_BYTES;
  const giveUp = () => request.socket.destroy();
  const timer = setTimeout(giveUp, LINGER_MS);
  timer.unref();
  request.on("data", (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) giveUp();
  });
  for (const event of ["end", "close", "error"] as const) request.once(event, () => clearTimeout(timer));
  request.resume();
}
