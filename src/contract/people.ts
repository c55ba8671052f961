import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";
import { HouseQuota, HouseQuotaEdit, Quota, QuotaEdit } from "./quotas.ts";

const PersonName = Type.String({ minLength: 1, maxLength: LIMITS.keyNameCharacters });
const Email = Type.String({ minLength: 3, maxLength: LIMITS.emailCharacters });

export const PERSON_STATES = ["active", "disabled", "leaving"] as const;

/** A person as the owner of the house sees them. */
export const Person = closed({
  id: Id,
  login: orNull(Type.String({ description: "The sign-in name" })),
  email: orNull(Type.String()),
  name: orNull(Type.String()),
  role: oneOf(["owner", "person"]),
  state: oneOf(PERSON_STATES, { description: "leaving: closed, and being removed with all that is theirs" }),
  password: Type.Boolean({ description: "Whether they can sign in by a password" }),
  totp: Type.Boolean({ description: "Whether a code of an app is asked for after it" }),
  quota: Quota,
  created_at: Time,
});
export type Person = Static<typeof Person>;
export const PersonList = listOf(Person);
export const PersonEdit = closed(
  {
    name: Type.Optional(orNull(PersonName)),
    disabled: Type.Optional(Type.Boolean()),
    quota: Type.Optional(QuotaEdit),
  },
  { minProperties: 1 },
);
export type PersonEdit = Static<typeof PersonEdit>;

export const ResetLink = closed({
  url: Type.String({ description: "Shown this once; opens once" }),
  expires_in_seconds: Type.Integer(),
});

export const INVITATION_STATES = ["open", "used", "expired", "revoked"] as const;
export const Invitation = closed({
  id: Id,
  email: orNull(Type.String()),
  name_hint: orNull(Type.String()),
  state: oneOf(INVITATION_STATES),
  made_by: Type.String({ description: "The id of a person" }),
  used_by: orNull(Type.String({ description: "The id of a person" })),
  created_at: Time,
  expires_at: Time,
});
export type Invitation = Static<typeof Invitation>;
export const InvitationList = listOf(Invitation);
export const InvitationInput = closed({
  email: Type.Optional(orNull(Email)),
  name_hint: Type.Optional(orNull(PersonName)),
  expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.invitationDaysMost })),
});
export const InvitationMade = closed({
  ...Invitation.properties,
  url: Type.String({ description: "Shown this once; makes one account" }),
});

/** What somebody who holds an invitation is told of it. */
export const InvitationLook = closed({
  invited_by: orNull(Type.String({ description: "The name of whoever invites" })),
  email: orNull(Type.String()),
  name_hint: orNull(Type.String()),
  expires_at: Time,
});
export type InvitationLook = Static<typeof InvitationLook>;

export const SIGN_UP = ["invitation", "closed"] as const;
export const House = closed({
  sign_up: oneOf(SIGN_UP, { description: "How new people may come: by invitation, or not at all" }),
  members_may_invite: Type.Boolean({ description: "Whether others than the owner may invite" }),
  quota: HouseQuota,
});
export type House = Static<typeof House>;
export const HouseEdit = closed(
  {
    sign_up: Type.Optional(House.properties.sign_up),
    members_may_invite: Type.Optional(Type.Boolean()),
    quota: Type.Optional(HouseQuotaEdit),
  },
  { minProperties: 1 },
);
export type HouseEdit = Static<typeof HouseEdit>;
/** What is kept by its name; quotas have rows of their own. */
export type HouseSetting = Exclude<keyof House, "quota">;
