import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, orNull } from "./parts.ts";

/** What is limited: things, the bytes of their files, and what analyses may cost in a month. */
export const QUOTA_KINDS = ["items", "bytes", "ai_usd"] as const;
export type QuotaKind = (typeof QUOTA_KINDS)[number];

const Items = Type.Integer({ minimum: 0, maximum: LIMITS.quotaItems });
const Bytes = Type.Integer({ minimum: 0, maximum: LIMITS.quotaBytes });
const Usd = Type.Number({ minimum: 0, maximum: LIMITS.quotaAiUsd });

/** What everybody may have who has nothing of their own; null is no limit. */
export const HouseQuota = closed(
  {
    items: orNull(Items),
    bytes: orNull(Bytes),
    ai_usd: orNull(Usd),
  },
  { description: "What everybody may have who has no limit of their own; null is no limit" },
);
export type HouseQuota = Static<typeof HouseQuota>;
export const HouseQuotaEdit = closed(
  { items: Type.Optional(orNull(Items)), bytes: Type.Optional(orNull(Bytes)), ai_usd: Type.Optional(orNull(Usd)) },
  { minProperties: 1 },
);
export type HouseQuotaEdit = Static<typeof HouseQuotaEdit>;

const own = { description: 'What was set for this person: a number, null for no limit, or "house"' };
const House = Type.Literal("house");
export const QuotaEdit = closed(
  {
    items: Type.Optional(Type.Union([Items, Type.Null(), House], own)),
    bytes: Type.Optional(Type.Union([Bytes, Type.Null(), House], own)),
    ai_usd: Type.Optional(Type.Union([Usd, Type.Null(), House], own)),
  },
  { minProperties: 1 },
);
export type QuotaEdit = Static<typeof QuotaEdit>;

const limit = orNull(Type.Number({ description: "What counts for this person; null is no limit" }));
const used = (description: string) =>
  closed({
    used: Type.Number({ description }),
    limit,
    own: Type.Union([Type.Number(), Type.Null(), House], own),
  });

/** What a person has here, of what they may have. */
export const Quota = closed({
  items: used("Things, those in the trash included"),
  bytes: used("Bytes of their files: originals, and what was made of them and of pages"),
  ai_usd: used("What analyses cost this month, those under way included"),
});
export type Quota = Static<typeof Quota>;
