import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { cleanLine } from "../../core/clean-text.ts";
import { emailOf, loginOf } from "../../core/sign-in-name.ts";
import { findByLogin } from "../../store/persons.ts";
import type { Reader } from "../../store/store.ts";

/** The sign-in name as it is kept. @throws Problem login-not-valid */
export function checkLogin(typed: string): string {
  const login = loginOf(typed);
  if (login !== null) return login;
  throw new Problem(
    "login-not-valid",
    `A sign-in name has 2 to ${LIMITS.loginCharacters} letters and digits of one alphabet; . _ and - may stand between them.`,
    { fields: [{ field: "/login", message: "is no sign-in name" }], params: { min: 2, max: LIMITS.loginCharacters } },
  );
}

/** The address as it is kept; null where there is none. @throws Problem email-not-valid */
export function checkEmail(typed: string | null | undefined): string | null {
  if (typed === null || typed === undefined) return null;
  const email = emailOf(typed);
  if (email !== null) return email;
  throw new Problem("email-not-valid", "This is not an e-mail address.", {
    fields: [{ field: "/email", message: "is no e-mail address" }],
  });
}

/** What somebody is called, in one line; null for nothing. */
export const checkName = (typed: string | null | undefined): string | null => cleanLine(typed ?? "") || null;

/** @throws Problem login-taken, email-taken where they are somebody else's */
export async function refuseTaken(
  db: Reader,
  { person, login, email }: { person: string | null; login: string | null; email: string | null },
): Promise<void> {
  const byLogin = login === null ? undefined : await findByLogin(db, login);
  if (byLogin && byLogin.id !== person)
    throw new Problem("login-taken", "Somebody here has this sign-in name already.", {
      fields: [{ field: "/login", message: "is taken" }],
    });
  const byEmail = email === null ? undefined : await findByLogin(db, email);
  if (byEmail && byEmail.id !== person)
    throw new Problem("email-taken", "Somebody here has this e-mail address already.", {
      fields: [{ field: "/email", message: "is taken" }],
    });
}
