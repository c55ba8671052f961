import { isPrivateHost } from "../core/address-guard.ts";
import { booleanOf, integerOf, SettingRefused, serviceOf, usdOf, usdPairOf } from "./read.ts";
import type { SettingName } from "./settings.ts";

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
export function readAiSettings(value: (name: SettingName) => string): AiSettings {
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

function byKeys(value: (name: SettingName) => string): "claude" | "openai" | "built-in" {
  if (value("ANTHROPIC_API_KEY") !== "") return "claude";
  return value("OPENAI_API_KEY") !== "" || value("OPENAI_BASE_URL") !== "" ? "openai" : "built-in";
}

function providerOf(
  provider: string,
  value: (name: SettingName) => string,
  names: { name: SettingName; model: SettingName; price: SettingName },
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

function usd6Of(name: SettingName, value: string): number | null {
  return value === "off" ? null : Math.round(usdOf(name, value) * USD6);
}

/** A language by its tag (BCP 47). @throws SettingRefused */
function languageOf(name: SettingName, value: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(value);
    if (canonical !== undefined) return canonical;
  } catch {
    // Refused below.
  }
  throw new SettingRefused(name, "must be a language tag such as en, de or pt-BR");
}
