import { type Static, Type } from "typebox";
import { WALL_SORTINGS } from "./finding.ts";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";

export const WALL_KINDS = ["inbox", "board"] as const;
export const VISIBILITIES = ["private", "link", "public"] as const;

export const Wall = closed({
  id: Id,
  name: Type.String(),
  description: orNull(Type.String({ description: "What it is for" })),
  kind: oneOf(WALL_KINDS),
  visibility: oneOf(VISIBILITIES),
  sorting: oneOf(WALL_SORTINGS, { description: "What orders it where no other order is asked for; manual: by hand" }),
  role: oneOf(["owner"]),
  items: Type.Integer({ description: "How many items stand on it" }),
  clock: Type.Integer(),
  created_at: Time,
});
export type Wall = Static<typeof Wall>;
export const WallList = listOf(Wall);

export const WallInput = closed({ name: Type.String({ minLength: 1 }) });
export const WallEdit = closed(
  {
    name: Type.Optional(Type.String({ minLength: 1 })),
    description: Type.Optional(orNull(Type.String({ description: "Null takes it away" }))),
    sorting: Type.Optional(oneOf(WALL_SORTINGS)),
  },
  { minProperties: 1 },
);
export type WallEdit = Static<typeof WallEdit>;

export const SCOPES = ["share", "read", "write", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export const Key = closed({
  id: Id,
  name: Type.String(),
  scopes: Type.Array(oneOf(SCOPES)),
  created_at: Time,
  expires_at: orNull(Time),
  used_at: orNull(Time),
});
export type Key = Static<typeof Key>;
export const KeyList = listOf(Key);
export const KeyInput = closed({
  name: Type.String({ minLength: 1 }),
  scopes: Type.Array(oneOf(SCOPES), { minItems: 1, maxItems: SCOPES.length }),
  expires_at: Type.Optional(orNull(Time)),
});
export const KeyMade = closed({ ...Key.properties, key: Type.String({ description: "Shown this once" }) });

export const Session = closed({
  id: Type.String({ pattern: "^[0-9a-f]{16}$", description: "Names the session and opens nothing" }),
  user_agent: orNull(Type.String({ description: "What the browser said of itself, cut" })),
  created_at: Time,
  seen_at: Type.Unsafe<string>({ ...Time, description: "When it was last used, to the hour" }),
  ends_at: Time,
  is_this: Type.Boolean({ description: "Whether this request came by it" }),
});
export type Session = Static<typeof Session>;
export const SessionList = listOf(Session);
export const SessionsEnded = closed({ ended: Type.Integer() });

export const Me = closed({
  person: closed({
    id: Id,
    name: orNull(Type.String()),
    role: oneOf(["owner", "person"]),
    language: orNull(Type.String({ description: "Of analyses; null: that of what is shared" })),
  }),
  scopes: Type.Array(oneOf(SCOPES)),
  signed_in_by: oneOf(["key", "session", "ticket"]),
  inbox_id: Id,
  limits: Type.Record(Type.String(), Type.Integer()),
  features: closed({
    analysis: Type.String(),
    storage: Type.String(),
    database: Type.String(),
    secure: Type.Boolean(),
  }),
});
export type Me = Static<typeof Me>;

export const MeEdit = closed(
  {
    name: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: LIMITS.keyNameCharacters }))),
    language: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: LIMITS.languageCharacters }))),
  },
  { minProperties: 1 },
);
export type MeEdit = Static<typeof MeEdit>;
