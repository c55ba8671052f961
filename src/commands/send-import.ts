import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Import } from "../contract/imports.ts";
import type { Brought } from "./brought.ts";
import { type AskOptions, type Client, ServerUnreached } from "./client.ts";

/** The delays before a file is sent again after the connection broke. */
const RETRY_MS = [250, 1_000, 4_000] as const;

/**
 * Brings a file, once: however often it is sent, it carries one idempotency key. What is piped in can be sent only once.
 * @throws ServerUnreached, ServerRefused
 */
export async function sendImport(
  client: Client,
  { name, open, isOnce }: Brought,
  query: NonNullable<AskOptions["query"]>,
): Promise<Import> {
  const headers = { "idempotency-key": randomUUID(), "content-type": "application/octet-stream" };
  for (let broken = 0; ; ) {
    try {
      const bytes = await open();
      return await client.ask<Import>("POST", "/imports", { bytes, query: { ...query, name }, headers });
    } catch (error) {
      if (!(error instanceof ServerUnreached) || isOnce || broken >= RETRY_MS.length) throw error;
      await sleep(RETRY_MS[broken++]);
    }
  }
}
