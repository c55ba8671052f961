import { Problem } from "../contract/problems.ts";
import { findSession } from "../store/secrets.ts";
import type { Store } from "../store/store.ts";
import type { Caller } from "./caller.ts";

const RECENT_MS = 10 * 60_000;

/**
 * Lets pass who signed in a moment ago. What opens the account from now on is not made by a browser that somebody left
 * open, or by a key that was copied.
 * @throws Problem sign-in-again
 */
export async function refuseOldSignIn(store: Store, { by }: Caller): Promise<void> {
  const session = by.kind === "session" ? await findSession(store.reader, by.hash) : undefined;
  if (session && session.created_at > (await store.nowMs()) - RECENT_MS) return;
  throw new Problem("sign-in-again", "This needs a sign-in that is younger than 10 minutes. Sign in again.");
}
