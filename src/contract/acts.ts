import { type Static, Type } from "typebox";
import { ACT_KINDS, ACT_STATES } from "./act-names.ts";
import { AskersClock, FacetQuery } from "./finding.ts";
import { ItemChange } from "./items.ts";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";

const Count = Type.Integer({ minimum: 0 });

/** What the items of an act are found by: as a search finds them, only without mending slips of the finger. */
export const ActQuery = closed(
  {
    q: Type.Optional(Type.String({ maxLength: LIMITS.queryCharacters })),
    wall_id: Type.Optional(Type.Unsafe<string>({ ...Id, description: "Only what stands on this wall" })),
    ...FacetQuery,
    ...AskersClock,
  },
  { description: "Something must be asked for: words, or a facet" },
);
export type ActQuery = Static<typeof ActQuery>;

export const ActCreate = closed(
  {
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: LIMITS.idsAnAct })),
    query: Type.Optional(ActQuery),
    change: ItemChange,
  },
  { description: "The change, and either ids or query", minProperties: 2, maxProperties: 2 },
);
export type ActCreate = Static<typeof ActCreate>;

export const ActCount = closed({ query: ActQuery });
export const ActCounted = closed({ items: Count });

const Why = closed({
  code: Type.String({ description: "The code of a problem, or why it was left" }),
  what: orNull(Type.String({ description: "Of a merge: what of the item it is about" })),
  items: Count,
});

export const Act = closed({
  id: Id,
  kind: oneOf(ACT_KINDS),
  state: oneOf(ACT_STATES),
  change: orNull(ItemChange),
  merge: orNull(closed({ from: Id, into: Id }, { description: "Of a merge: the item that ended, and the other one" })),
  query: orNull(ActQuery),
  counts: closed({
    chosen: Type.Integer({ minimum: 0, description: "Items that were asked for, or matched when it was asked" }),
    changed: Type.Integer({ minimum: 0, description: "Those that are otherwise by this act, and not taken back" }),
    same: Type.Integer({ minimum: 0, description: "As wanted already: left alone" }),
    refused: Type.Integer({ minimum: 0, description: "Not the caller's to change, or not to be changed so" }),
    undone: Count,
    left: Type.Integer({ minimum: 0, description: "Not taken back, or not wholly" }),
  }),
  refused: Type.Array(Why),
  left: Type.Array(Why),
  created_at: Time,
  updated_at: Time,
  ended_at: orNull(Time),
  kept_until: orNull(Type.Unsafe<string>({ ...Time, description: "So long it can be taken back; null while it runs" })),
});
export type Act = Static<typeof Act>;
export const ActList = listOf(Act);
