import assert from "node:assert/strict";
import type { Static } from "typebox";
import type { InvitationMade } from "../../src/contract/people.ts";
import type { Journey } from "./journey.ts";
import type { Answer, AskOptions } from "./new-wall.ts";

/** What everybody here signs in by. */
export const PASSWORD = "seven lamps at the quay";
/** A right password that somebody may change to. */
export const OTHER_PASSWORD = "eight buoys in the fog";

/** Asks as a stranger does: without key or cookie. */
export const NOBODY: AskOptions = { key: null };

/** The cookie of an answer that signed somebody in, as their browser sends it from our page. */
export function cookieOf({ headers }: Pick<Answer, "headers">): AskOptions {
  const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  assert.match(cookie, /^(__Host-)?dw_session=.{40,}/, "a session came along");
  return { key: null, headers: { cookie, "sec-fetch-site": "same-origin" } };
}

/** The token behind the # of an address. */
export const tokenOf = (url: string): string => url.split("#")[1] ?? "";

export async function invite(
  wall: Journey,
  body: Record<string, unknown> = {},
  as: AskOptions = {},
): Promise<Static<typeof InvitationMade> & { token: string }> {
  const made = (await wall.expect<Static<typeof InvitationMade>>(201, "POST", "/invitations", { ...as, body })).body;
  return { ...made, token: tokenOf(made.url) };
}

export interface Arrived {
  readonly id: string;
  readonly as: AskOptions;
}

/** Somebody is invited by the owner and comes; tells how they ask from then on. */
export async function arriveAs(
  wall: Journey,
  login: string,
  more: { email?: string; name?: string; password?: string } = {},
): Promise<Arrived> {
  const { token } = await invite(wall);
  const body = { token, login, password: PASSWORD, ...more };
  const as = cookieOf(await wall.expect(200, "POST", "/api/auth/invitation/accept", { ...NOBODY, body }));
  const { person } = await wall.get<{ person: { id: string } }>("/me", as);
  return { id: person.id, as };
}

export const signInBody = (login: string, password = PASSWORD): AskOptions => ({
  key: null,
  body: { login, password },
});

/** Signs somebody in who has no second factor. */
export async function signInAs(wall: Journey, login: string, password = PASSWORD): Promise<AskOptions> {
  return cookieOf(await wall.expect(200, "POST", "/api/auth/sign-in", signInBody(login, password)));
}

/** The owner signs in by a link of the machine. */
export async function signInOwner(wall: Journey): Promise<AskOptions> {
  const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const token = tokenOf(body.url);
  return cookieOf(await wall.expect(204, "POST", "/api/auth/owner-link", { key: null, body: { token } }));
}
