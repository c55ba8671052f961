import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";

/** To look at a wall, or to bring something to it. */
export const LINK_KINDS = ["view", "guest"] as const;

export const WallLink = closed({
  id: Id,
  kind: oneOf(LINK_KINDS),
  name: orNull(Type.String({ description: "What its owner calls it; nobody else sees it" })),
  has_password: Type.Boolean(),
  expires_at: orNull(Time),
  embed: Type.Boolean({ description: "Pages of other sites may show it in a frame" }),
  moderated: Type.Boolean({ description: "What guests bring waits until somebody takes it" }),
  most_items: orNull(Type.Integer({ description: `Of guests, a day; null: ${LIMITS.guestSharesADay}` })),
  most_bytes: orNull(Type.Integer({ description: `Of guests, a day; null: ${LIMITS.guestBytesADay}` })),
  created_at: Time,
  used_at: orNull(Type.Unsafe<string>({ ...Time, description: "When it was last followed, to the hour" })),
});
export type WallLink = Static<typeof WallLink>;
export const WallLinkList = listOf(WallLink);

const EDITABLE = {
  name: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: LIMITS.linkNameCharacters }))),
  password: Type.Optional(
    orNull(
      Type.String({
        minLength: LIMITS.linkPasswordFromCharacters,
        maxLength: LIMITS.linkPasswordCharacters,
        description: "Asked of whoever follows it to look; null takes it away",
      }),
    ),
  ),
  expires_at: Type.Optional(orNull(Time)),
  embed: Type.Optional(Type.Boolean()),
  moderated: Type.Optional(Type.Boolean()),
  most_items: Type.Optional(orNull(Type.Integer({ description: "1 or more" }))),
  most_bytes: Type.Optional(orNull(Type.Integer({ description: "1 or more" }))),
};

export const WallLinkInput = closed({ kind: oneOf(LINK_KINDS), ...EDITABLE });
export type WallLinkInput = Static<typeof WallLinkInput>;
export const WallLinkEdit = closed(EDITABLE, { minProperties: 1 });
export type WallLinkEdit = Static<typeof WallLinkEdit>;

export const WallLinkMade = closed({
  ...WallLink.properties,
  url: Type.String({ description: "The link; shown this once" }),
  qr: Type.String({ description: "The link as a QR code, an SVG; shown this once" }),
});
export type WallLinkMade = Static<typeof WallLinkMade>;

/** The secret of a link, as it stands in its address. */
export const LinkToken = Type.String({ description: "The last part of a link's address" });
