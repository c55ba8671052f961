import { type Static, Type } from "typebox";
import { CATEGORIES, SENTIMENTS } from "./items.ts";
import { closed, oneOf, orNull, ProblemDocument } from "./parts.ts";

export const AnalyzeInput = closed(
  { url: Type.Optional(Type.String()), text: Type.Optional(Type.String()), title: Type.Optional(Type.String()) },
  { minProperties: 1, description: "One content: a link that is read first, or a text" },
);
export type AnalyzeInput = Static<typeof AnalyzeInput>;

export const AnalysisDocument = closed({
  title: Type.String(),
  description: orNull(Type.String()),
  summary: orNull(Type.String()),
  tags: Type.Array(Type.String()),
  category: oneOf(CATEGORIES),
  sentiment: oneOf(SENTIMENTS),
  key_topics: Type.Array(Type.String()),
  confidence: Type.Number(),
  language: orNull(Type.String()),
  analyzed_by: Type.String(),
});
export type AnalysisDocument = Static<typeof AnalysisDocument>;

export const AnalyzeBatchInput = closed({ items: Type.Array(AnalyzeInput, { minItems: 1 }) });
export const AnalyzeBatchAnswer = closed({
  items: Type.Array(closed({ analysis: Type.Optional(AnalysisDocument), problem: Type.Optional(ProblemDocument) }), {
    description: "In the order they were sent: an analysis or a problem each",
  }),
});

const LaneCounts = closed({ pending: Type.Integer(), processing: Type.Integer(), failed: Type.Integer() });
export const Queue = closed({
  pending_items: Type.Integer(),
  processing_items: Type.Integer(),
  failed_items: Type.Integer(),
  oldest_pending_seconds: Type.Integer(),
  lanes: Type.Record(Type.String(), LaneCounts),
  breakers: Type.Record(Type.String(), oneOf(["closed", "open", "half-open"])),
});
export type Queue = Static<typeof Queue>;

const ServiceHealth = closed({ status: oneOf(["up", "degraded", "down"]), ms: orNull(Type.Number()) });
export const Health = closed({
  status: oneOf(["healthy", "degraded", "unhealthy"]),
  services: Type.Optional(Type.Record(Type.String(), ServiceHealth)),
  issues: Type.Optional(Type.Array(Type.String())),
});
export type Health = Static<typeof Health>;

export const Alive = closed({ status: oneOf(["live", "ready"]) });
export const Version = closed({ name: Type.String(), version: Type.String(), api: Type.String() });
export const OwnerLink = closed({ url: Type.String(), expires_in_seconds: Type.Integer() });
export const Ticket = closed({ ticket: Type.String(), expires_in_seconds: Type.Integer() });
export const SignIn = closed({ token: Type.String({ minLength: 1, maxLength: 200 }) });
