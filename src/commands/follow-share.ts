import { setTimeout as sleep } from "node:timers/promises";
import type { ShareStatus } from "../contract/shares.ts";
import { type Client, ServerUnreached } from "./client.ts";
import { readEventData } from "./event-stream.ts";

/** A stream that breaks is opened anew after these delays; a server that restarts is back within them. */
const RECONNECT_MS = [200, 1_000, 2_000, 4_000, 8_000] as const;

/**
 * The status of a share, each time it changes, until it has ended. A broken stream is opened anew: the first event of
 * a stream is the status as it stands, so nothing is missed.
 * @throws ServerUnreached when the server stays away, ServerRefused when the share is not there
 */
export async function* followShare(client: Client, id: string, signal: AbortSignal): AsyncGenerator<ShareStatus> {
  let broken = 0;
  for (;;) {
    try {
      const response = await client.open("GET", `/share/status/${encodeURIComponent(id)}/events`, { signal });
      for await (const data of readEventData(bytesOf(response))) {
        const status = JSON.parse(data) as ShareStatus;
        broken = 0;
        yield status;
        if (status.status !== "processing") return;
      }
    } catch (error) {
      if (signal.aborted || !isBreak(error)) throw error;
      if (broken >= RECONNECT_MS.length)
        throw error instanceof ServerUnreached ? error : new ServerUnreached(client.server, error);
    }
    await sleep(RECONNECT_MS[Math.min(broken, RECONNECT_MS.length - 1)], null, { signal });
    broken++;
  }
}

/** Bodies that are cut off throw a plain TypeError. */
const isBreak = (error: unknown): boolean => error instanceof ServerUnreached || error instanceof TypeError;

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body) for await (const bytes of body as ReadableStream<Uint8Array>) yield bytes;
}
