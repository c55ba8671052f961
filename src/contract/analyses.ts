import { type Static, Type } from "typebox";
import { CATEGORIES, SENTIMENTS } from "./choices.ts";
import { LIMITS } from "./limits.ts";
import { closed, Id, oneOf, orNull, ProblemDocument, Time } from "./parts.ts";
import { ASK_OUTCOMES, type AskOutcome } from "./reasons.ts";

/** One that was asked, in order, and what became of it. */
export const AskedLink = closed({
  by: Type.String({ description: "`claude:<model>`, `openai:<model>` or `built-in`" }),
  outcome: Type.Unsafe<AskOutcome>({ type: "string", description: `One of ${ASK_OUTCOMES.join(", ")}` }),
  message: Type.String(),
});

const Usd = Type.Number({ description: "Dollars, to the millionth" });

/** Where the analysis that an item shows came from; its owner alone sees it. */
export const AnalysisOrigin = closed({
  id: Id,
  by: Type.String(),
  at: Time,
  cost_usd: Usd,
  asked: Type.Array(AskedLink),
  better_follows: Type.Boolean({ description: "It stands in for a provider's, which is asked again by itself" }),
});
export type AnalysisOrigin = Static<typeof AnalysisOrigin>;

const analysed = {
  title: Type.String(),
  description: orNull(Type.String()),
  summary: orNull(Type.String()),
  tags: Type.Array(Type.String()),
  category: oneOf(CATEGORIES),
  sentiment: oneOf(SENTIMENTS),
  key_topics: Type.Array(Type.String()),
  confidence: Type.Number(),
  language: orNull(Type.String()),
  image_text: orNull(Type.String({ description: "Text that was read in a picture" })),
  entities: Type.Array(Type.String(), { description: "People, places, organisations and works" }),
};

export const AnalysisDocument = closed({
  ...analysed,
  analyzed_by: Type.String(),
  cost_usd: Usd,
  asked: Type.Array(AskedLink),
});
export type AnalysisDocument = Static<typeof AnalysisDocument>;

/** An analysis that an item has or had. */
export const KeptAnalysis = closed({
  ...AnalysisOrigin.properties,
  ...analysed,
  shown: Type.Boolean(),
  undone_at: orNull(Time),
});
export const KeptAnalyses = closed({ items: Type.Array(KeptAnalysis, { description: "The newest first" }) });
export type KeptAnalyses = Static<typeof KeptAnalyses>;

export const AnalyzeInput = closed(
  { url: Type.Optional(Type.String()), text: Type.Optional(Type.String()), title: Type.Optional(Type.String()) },
  { minProperties: 1, description: "One content: a link that is read first, or a text" },
);
export type AnalyzeInput = Static<typeof AnalyzeInput>;

const wish = {
  provider: Type.Optional(oneOf(["claude", "openai", "built-in"])),
  model: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.modelCharacters })),
  language: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.languageCharacters })),
  instructions: Type.Optional(Type.String({ maxLength: LIMITS.instructionsCharacters })),
};

export const AnalysisWish = closed(wish, { description: "What to do otherwise than usual; nothing is fine" });
export type AnalysisWish = Static<typeof AnalysisWish>;

export const PreviewInput = closed({ item_id: Id, ...wish });

export const AnalyzeBatchInput = closed({ items: Type.Array(AnalyzeInput, { minItems: 1 }) });
export const AnalyzeBatchAnswer = closed({
  items: Type.Array(closed({ analysis: Type.Optional(AnalysisDocument), problem: Type.Optional(ProblemDocument) }), {
    description: "In the order they were sent: an analysis or a problem each",
  }),
});

const Budget = closed({
  budget_usd: orNull(Usd),
  spent_usd: Usd,
  reserved_usd: Type.Number({ description: "The most that calls under way may cost" }),
});

export const AiUsage = closed({
  month: Type.String({ description: "In UTC: `2026-11`" }),
  you: Budget,
  everybody: Type.Optional(Budget),
  prices_as_of: Type.String({ format: "date" }),
  meaning: orNull(
    closed(
      {
        model: Type.String(),
        made: Type.Integer({ description: "Things of yours that are found by meaning" }),
        things: Type.Integer({ description: "Things of yours; the rest follows beside everything else" }),
      },
      { description: "How far finding by meaning is; null where no model for it is set" },
    ),
  ),
  days: Type.Array(
    closed({
      day: Type.String({ format: "date" }),
      provider: Type.String(),
      model: Type.String(),
      calls: Type.Integer(),
      failed: Type.Integer(),
      input_tokens: Type.Integer(),
      output_tokens: Type.Integer(),
      cache_read_tokens: Type.Integer(),
      cache_write_tokens: Type.Integer(),
      cost_usd: Usd,
    }),
  ),
});
export type AiUsage = Static<typeof AiUsage>;
