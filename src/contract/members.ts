import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";

/** What somebody may do on a wall of another person: look, or put things of their own on it and take things off. */
export const MEMBER_ROLES = ["viewer", "editor"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
export const WALL_ROLES = ["owner", ...MEMBER_ROLES] as const;
export type WallRole = (typeof WALL_ROLES)[number];

/** A person as others see them. */
export const Somebody = closed({
  id: Id,
  name: orNull(Type.String({ description: "Null where they gave none" })),
});
export type Somebody = Static<typeof Somebody>;

export const Member = closed({
  person: Somebody,
  role: oneOf(WALL_ROLES),
  since: Time,
  is_you: Type.Boolean(),
});
export type Member = Static<typeof Member>;
export const MemberList = listOf(Member);

export const MemberEdit = closed({ role: oneOf(MEMBER_ROLES) });
export const OwnerEdit = closed({ person: Id });

export const WallInvitation = closed({
  id: Id,
  wall: closed({ id: Id, name: Type.String() }),
  role: oneOf(MEMBER_ROLES),
  for: orNull(Somebody),
  made_by: Somebody,
  created_at: Time,
  expires_at: Time,
});
export type WallInvitation = Static<typeof WallInvitation>;
export const WallInvitationList = listOf(WallInvitation);

export const WallInvitationInput = closed({
  role: oneOf(MEMBER_ROLES),
  person: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: LIMITS.keyNameCharacters,
      description: "Their sign-in name or e-mail address; without it whoever follows the link first is let in",
    }),
  ),
});
export type WallInvitationInput = Static<typeof WallInvitationInput>;

export const WallInvitationMade = closed({
  ...WallInvitation.properties,
  url: orNull(Type.String({ description: "The link, shown this once; null where a person is named" })),
});
export type WallInvitationMade = Static<typeof WallInvitationMade>;

/** What the link of an invitation leads to, for whoever follows it. */
export const WallInvitationLook = closed({
  ...WallInvitation.properties,
  may_sign_up: Type.Boolean({ description: "Whoever has no account here may make one by this very link" }),
});
export type WallInvitationLook = Static<typeof WallInvitationLook>;

/** The secret of an invitation link. */
export const InvitationToken = closed({ token: Type.String({ minLength: 1, maxLength: 200 }) });

/** Who looks at a wall just now, of those who let others see it: what the stream of a wall tells as `here`. */
export const Here = closed({ wall_id: Id, people: Type.Array(Somebody) });
export type Here = Static<typeof Here>;
