import { type Static, Type } from "typebox";
import { WALL_SORTINGS } from "./choices.ts";
import { LIMITS } from "./limits.ts";
import { Somebody, WALL_ROLES } from "./members.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";

export const WALL_KINDS = ["inbox", "board", "smart"] as const;
export const VISIBILITIES = ["private", "link", "public"] as const;

/** Of a wall. */
export const EditedVersion = Type.Integer({
  description: "Goes up with every edit; an edit with If-Match is made only where it is still this",
});

export const Wall = closed({
  id: Id,
  name: Type.String(),
  description: orNull(Type.String({ description: "What it is for" })),
  kind: oneOf(WALL_KINDS),
  visibility: oneOf(VISIBILITIES),
  indexed: Type.Boolean({ description: "Search engines may find it where it is public" }),
  sorting: oneOf(WALL_SORTINGS, { description: "What orders it where no other order is asked for; manual: by hand" }),
  role: oneOf(WALL_ROLES, { description: "Of whoever asks" }),
  owner: Somebody,
  members: Type.Integer({ description: "How many see it beside its owner" }),
  query: orNull(Type.String({ description: "Of a smart wall: it shows what this question finds" })),
  items: Type.Integer({ description: "How many items stand on it; of a smart wall at most 1,000 are counted" }),
  clock: Type.Integer(),
  edited_version: EditedVersion,
  created_at: Time,
});
export type Wall = Static<typeof Wall>;
export const WallList = listOf(Wall);

const Query = Type.String({
  minLength: 1,
  maxLength: LIMITS.queryCharacters,
  description: "In the language of the search (docs/search.md)",
});

export const WallInput = closed({ name: Type.String({ minLength: 1 }), query: Type.Optional(Query) });
export const WallEdit = closed(
  {
    name: Type.Optional(Type.String({ minLength: 1 })),
    description: Type.Optional(orNull(Type.String({ description: "Null takes it away" }))),
    sorting: Type.Optional(oneOf(WALL_SORTINGS)),
    query: Type.Optional(Query),
    visibility: Type.Optional(
      oneOf(["private", "public"], {
        description: "public: anybody may look at it at /p/<id>; private: who has one of its links, if there are any",
      }),
    ),
    indexed: Type.Optional(Type.Boolean({ description: "Whether search engines may find it where it is public" })),
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
    shows_presence: Type.Boolean({ description: "Others on a wall see that this person looks at it" }),
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
    passkeys: Type.Boolean({ description: "False where browsers have none: they need https and a name" }),
    sign_in_service: orNull(Type.String({ description: "Whose accounts can be linked" })),
  }),
});
export type Me = Static<typeof Me>;

export const MeEdit = closed(
  {
    shows_presence: Type.Optional(Type.Boolean()),
    name: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: LIMITS.keyNameCharacters }))),
    language: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: LIMITS.languageCharacters }))),
  },
  { minProperties: 1 },
);
export type MeEdit = Static<typeof MeEdit>;
