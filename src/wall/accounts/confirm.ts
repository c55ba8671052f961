import { Problem } from "../../contract/problems.ts";
import { normalPassword } from "../../core/password-rules.ts";
import { passwordOf } from "../../store/passwords.ts";
import { findSession } from "../../store/secrets.ts";
import type { Caller } from "../caller.ts";
import type { WallDeps } from "../deps.ts";
import { passwordHashes } from "./hash-queue.ts";

/** So long after signing in nobody is asked for the password again. */
const RECENT_MS = 10 * 60_000;

/**
 * What changes how somebody gets in wants more than a session that was left open: the current password, or that they
 * signed in within the last ten minutes.
 * @throws Problem password-wrong, confirmation-needed, overloaded
 */
export async function confirmCaller(
  { store }: Pick<WallDeps, "store">,
  { caller, password }: { caller: Caller; password: string | undefined },
): Promise<void> {
  if (password !== undefined) {
    const stored = await passwordOf(store.reader, caller.person);
    if (await passwordHashes.check(normalPassword(password), stored?.phc)) return;
    throw new Problem("password-wrong", "This is not the current password.");
  }
  const session = caller.by.kind === "session" ? await findSession(store.reader, caller.by.hash) : undefined;
  if (session && session.created_at > (await store.nowMs()) - RECENT_MS) return;
  throw new Problem(
    "confirmation-needed",
    "Send the current password along, or sign in again: within ten minutes of that it is not needed.",
  );
}
