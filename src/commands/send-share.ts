import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShareAccepted } from "../contract/shares.ts";
import { type Client, ServerRefused, ServerUnreached } from "./client.ts";
import type { SharedThing } from "./shared-thing.ts";

/** Goes along with a thing that is shared. */
export interface ShareWords {
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  readonly tags: readonly string[];
  readonly wall?: string | undefined;
  readonly html?: string | undefined;
}

/** The delays before a share is sent again after the connection broke. */
const RETRY_MS = [250, 1_000] as const;
/** What a server that is too busy may make us wait, and how often. */
const LONGEST_WAIT_SECONDS = 120;
const MOST_WAITS = 5;

/**
 * Shares one thing, once: however often it is sent, it carries one idempotency key, so a second sending of what had
 * arrived is answered as the first one was. A server that says "later" is waited for.
 * @param onWait told how many seconds it waits, and why
 * @throws ServerUnreached, ServerRefused
 */
export async function sendShare(
  client: Client,
  thing: SharedThing,
  words: ShareWords,
  onWait: (seconds: number, why: string) => void,
): Promise<ShareAccepted> {
  const headers = { "idempotency-key": randomUUID() };
  for (let broken = 0, waits = 0; ; ) {
    try {
      return await client.ask<ShareAccepted>("POST", "/share", { body: bodyOf(thing, words), headers });
    } catch (error) {
      if (error instanceof ServerUnreached && broken < RETRY_MS.length) await sleep(RETRY_MS[broken++]);
      else if (error instanceof ServerRefused && isLater(error) && waits++ < MOST_WAITS) {
        const seconds = Math.max(1, error.retryAfterSeconds ?? 1);
        onWait(seconds, error.problem?.title ?? "The server is busy");
        await sleep(seconds * 1_000);
      } else throw error;
    }
  }
}

const isLater = ({ status, retryAfterSeconds }: ServerRefused): boolean =>
  (status === 429 || status === 503) && retryAfterSeconds !== null && retryAfterSeconds <= LONGEST_WAIT_SECONDS;

function bodyOf(thing: SharedThing, { title, note, tags, wall, html }: ShareWords): unknown {
  const fields = {
    ...(title === undefined ? {} : { title }),
    ...(note === undefined ? {} : { note }),
    ...(wall === undefined ? {} : { wall_id: wall }),
    ...(html === undefined ? {} : { html }),
  };
  if (thing.kind !== "file") {
    const what = thing.kind === "url" ? { url: thing.url } : { text: thing.text };
    return { ...what, ...fields, ...(tags.length > 0 ? { tags } : {}) };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const tag of tags) form.append("tags", tag);
  form.append("files", thing.blob, thing.name);
  return form;
}
