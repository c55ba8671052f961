import { isPrivateHost } from "../core/address-guard.ts";
import { booleanOf, integerOf, SettingRefused, serviceOf, usdOf, usdPairOf } from "./read.ts";

/** Everything that may be set about analyses. */
export const AI_SETTINGS = {
  AI_PROVIDER: {
    default: "",
    meaning: "who analyses: claude, openai or built-in; by default whoever a key is set for",
  },
  AI_MODEL: { default: "", meaning: "its model; by default claude-haiku-5-5 with claude" },
  AI_PRICE: { default: "", meaning: "what that costs in dollars a million tokens of input/output, such as 0.10/0.50" },
  AI_SECOND_PROVIDER: { default: "", meaning: "who is asked when the first one cannot: claude or openai" },
  AI_SECOND_MODEL: { default: "", meaning: "the model of the second one" },
  AI_SECOND_PRICE: { default: "", meaning: "what the second one costs" },
  ANTHROPIC_API_KEY: { default: "", meaning: "the key for claude" },
  ANTHROPIC_BASE_URL: { default: "", meaning: "another address for claude" },
  OPENAI_API_KEY: { default: "", meaning: "the key for openai; servers of one's own need none" },
  OPENAI_BASE_URL: {
    default: "",
    meaning: "a server that speaks OpenAI's protocol, such as http://127.0.0.1:11434/v1",
  },
  AI_IMAGES: { default: "", meaning: "on or off: whether the model at OPENAI_BASE_URL can see pictures" },
  AI_MONTHLY_BUDGET_USD: { default: "5", meaning: "the most that analyses cost in a month (UTC), in dollars, or off" },
  AI_PERSON_BUDGET_USD: { default: "off", meaning: "the same for each person, or off" },
  AI_LANGUAGE: { default: "", meaning: "the language of analyses, such as en; by default that of what is shared" },
  AI_BATCH: { default: "on", meaning: "on or off: bulk work at half the price, hours later, where the provider can" },
  AI_BATCH_SECONDS: { default: "60", meaning: "how long questions are collected for a batch, in seconds" },
  AI_REST_SECONDS: { default: "30", meaning: "how long a provider that fails is left alone, in seconds" },
  AI_TIMEOUT_MS: { default: "30000", meaning: "time one question may take, in ms" },
} as const;

export type AiSettingName = keyof typeof AI_SETTINGS;

/** One provider of the chain, as the settings have it. */
export interface ProviderSettings {
  readonly provider: "claude" | "openai";
  readonly model: string;
  readonly apiKey: string | null;
  /** Null is the provider's own. */
  readonly baseUrl: string | null;
  /** Dollars a million tokens as set by hand, `free` for a server of one's own, null for the table's. */
  readonly price: { readonly input: number; readonly output: number } | "free" | null;
  /** What may be sent beside text. */
  readonly takes: readonly ("image" | "pdf")[];
}

export interface AiSettings {
  /** In the order in which they are asked; none is the built-in analysis alone. */
  readonly providers: readonly ProviderSettings[];
  /** A month's limits in micro-dollars; null is none. */
  readonly budgets: { readonly everybodyUsd6: number | null; readonly personUsd6: number | null };
  readonly language: string | null;
  readonly batching: boolean;
  readonly batchEveryMs: number;
  readonly restMs: number;
  readonly timeoutMs: number;
}

const DEFAULT_MODEL = "claude-haiku-5-5";
const USD6 = 1_000_000;

/** @throws SettingRefused */
export function readAiSettings(value: (name: AiSettingName) => string): AiSettings {
  const first = value("AI_PROVIDER") || byKeys(value);
  const providers: ProviderSettings[] = [];
  if (first !== "built-in")
    providers.push(providerOf(first, value, { name: "AI_PROVIDER", model: "AI_MODEL", price: "AI_PRICE" }));
  const second = value("AI_SECOND_PROVIDER");
  if (second !== "" && second !== "built-in") {
    if (providers.length === 0)
      throw new SettingRefused("AI_SECOND_PROVIDER", "needs a first one: set AI_PROVIDER, or a key, too");
    const names = { name: "AI_SECOND_PROVIDER", model: "AI_SECOND_MODEL", price: "AI_SECOND_PRICE" } as const;
    providers.push(providerOf(second, value, names));
    if (providers[0]?.provider === providers[1]?.provider && providers[0]?.model === providers[1]?.model)
      throw new SettingRefused("AI_SECOND_MODEL", "must be another model when the provider is the same");
  }
  const language = value("AI_LANGUAGE");
  return {
    providers,
    budgets: {
      everybodyUsd6: usd6Of("AI_MONTHLY_BUDGET_USD", value("AI_MONTHLY_BUDGET_USD")),
      personUsd6: usd6Of("AI_PERSON_BUDGET_USD", value("AI_PERSON_BUDGET_USD")),
    },
    language: language === "" ? null : languageOf("AI_LANGUAGE", language),
    batching: booleanOf("AI_BATCH", value("AI_BATCH")),
    batchEveryMs: integerOf("AI_BATCH_SECONDS", value("AI_BATCH_SECONDS"), { from: 1, to: 86_400 }) * 1_000,
    restMs: integerOf("AI_REST_SECONDS", value("AI_REST_SECONDS"), { from: 1, to: 3_600 }) * 1_000,
    timeoutMs: integerOf("AI_TIMEOUT_MS", value("AI_TIMEOUT_MS"), { from: 100, to: 120_000 }),
  };
}

function byKeys(value: (name: AiSettingName) => string): "claude" | "openai" | "built-in" {
  if (value("ANTHROPIC_API_KEY") !== "") return "claude";
  return value("OPENAI_API_KEY") !== "" || value("OPENAI_BASE_URL") !== "" ? "openai" : "built-in";
}

function providerOf(
  provider: string,
  value: (name: AiSettingName) => string,
  names: { name: AiSettingName; model: AiSettingName; price: AiSettingName },
): ProviderSettings {
  const price = value(names.price) === "" ? null : usdPairOf(names.price, value(names.price));
  if (provider === "claude") {
    const apiKey = value("ANTHROPIC_API_KEY");
    if (apiKey === "") throw new SettingRefused("ANTHROPIC_API_KEY", `must be set when ${names.name} is claude`);
    const baseUrl = serviceOf("ANTHROPIC_BASE_URL", value("ANTHROPIC_BASE_URL"));
    const model = value(names.model) || DEFAULT_MODEL;
    return { provider, model, apiKey, baseUrl, price, takes: ["image", "pdf"] };
  }
  if (provider !== "openai") throw new SettingRefused(names.name, "must be claude, openai or built-in");
  const apiKey = value("OPENAI_API_KEY") || null;
  const baseUrl = serviceOf("OPENAI_BASE_URL", value("OPENAI_BASE_URL"));
  if (apiKey === null && baseUrl === null)
    throw new SettingRefused("OPENAI_API_KEY", `or OPENAI_BASE_URL must be set when ${names.name} is openai`);
  const model = value(names.model);
  if (model === "") throw new SettingRefused(names.model, "must name the model, such as one of the server's own list");
  const isOwn = baseUrl !== null && isPrivateHost(new URL(baseUrl).hostname);
  const sees = booleanOf("AI_IMAGES", value("AI_IMAGES") || (baseUrl === null ? "on" : "off"));
  const takes = sees ? (baseUrl === null ? (["image", "pdf"] as const) : (["image"] as const)) : [];
  return { provider, model, apiKey, baseUrl, price: price ?? (isOwn ? "free" : null), takes };
}

function usd6Of(name: AiSettingName, value: string): number | null {
  return value === "off" ? null : Math.round(usdOf(name, value) * USD6);
}

/** A language by its tag (BCP 47). @throws SettingRefused */
function languageOf(name: AiSettingName, value: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(value);
    if (canonical !== undefined) return canonical;
  } catch {
    // Refused below.
  }
  throw new SettingRefused(name, "must be a language tag such as en, de or pt-BR");
}
