import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { normalPassword, type PasswordRefusal, refusalOfPassword } from "../../core/password-rules.ts";
import { passwordHashes } from "./hash-queue.ts";

const WHY: Record<PasswordRefusal, string> = {
  "too-short": `A password has at least ${LIMITS.passwordCharactersLeast} characters.`,
  "too-long": `A password has at most ${LIMITS.passwordCharacters} characters.`,
  "too-common": "This password is one of the first that anybody would try.",
  "like-you": "This password is a name or an address of yours.",
};

/**
 * The hash of a password that somebody chose.
 * @param about what it must not be: sign-in name, address and name
 * @throws Problem password-not-valid, overloaded
 */
export async function hashNewPassword(typed: string, about: readonly (string | null)[]): Promise<string> {
  const password = normalPassword(typed);
  const refusal = refusalOfPassword(password, about);
  if (refusal !== null)
    throw new Problem("password-not-valid", WHY[refusal], {
      fields: [{ field: "/password", message: WHY[refusal] }],
      params: { reason: refusal, min: LIMITS.passwordCharactersLeast, max: LIMITS.passwordCharacters },
    });
  return await passwordHashes.hash(password);
}
