import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, Id, oneOf, orNull, Time } from "./parts.ts";

/** Which doors there are, for a page that nobody has signed in on. It tells of the server, never of anybody's account. */
export const WaysIn = closed({
  password: Type.Boolean(),
  reset_by_mail: Type.Boolean({ description: "A forgotten password can be set anew by a link in a mail" }),
  passkey: Type.Boolean({ description: "False where browsers have none: they need https and a name" }),
  oidc: orNull(closed({ name: Type.String({ description: "Of the service, for the button" }) })),
  owner_link: Type.Boolean(),
  sign_up: oneOf(["invitation", "closed"]),
});
export type WaysIn = Static<typeof WaysIn>;

/** An account at another service that signs a person in here. */
export const Identity = closed({
  id: Id,
  issuer: Type.String(),
  subject: Type.String({ description: "What the issuer knows the account by" }),
  email: orNull(Type.String({ description: "As the issuer told it last" })),
  linked_at: Time,
  used_at: orNull(Time),
});
export type Identity = Static<typeof Identity>;
export const IdentityList = closed({ items: Type.Array(Identity, { description: `At most ${LIMITS.identities}` }) });

export const ReturnTo = Type.String({
  maxLength: LIMITS.urlCharacters,
  description: "A path here to come back to; anything else leads to the front",
});
export const LinkBegun = closed({ url: Type.String({ description: "Where the browser goes next" }) });
