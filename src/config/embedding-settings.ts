import { isPrivateHost } from "../core/address-guard.ts";
import { SettingRefused, serviceOf, usdOf } from "./read.ts";

/** Everything that may be set about finding by meaning. */
export const EMBEDDING_SETTINGS = {
  EMBEDDING_MODEL: {
    default: "",
    meaning:
      "a model that makes vectors, such as nomic-embed-text: things are then found by meaning too; by default off",
  },
  EMBEDDING_BASE_URL: { default: "", meaning: "the server of that model; by default OPENAI_BASE_URL" },
  EMBEDDING_API_KEY: {
    default: "",
    meaning: "the key for it; by default OPENAI_API_KEY, unless EMBEDDING_BASE_URL names another server",
  },
  EMBEDDING_PRICE: { default: "", meaning: "what that costs in dollars a million tokens, such as 0.02" },
} as const;

export type EmbeddingSettingName = keyof typeof EMBEDDING_SETTINGS;

/** Who makes vectors. */
export interface EmbeddingSettings {
  readonly model: string;
  readonly apiKey: string | null;
  /** Null is OpenAI's own. */
  readonly baseUrl: string | null;
  /** Dollars a million tokens as set by hand, `free` for a server of one's own, null for the table's. */
  readonly price: number | "free" | null;
}

/** Null where nothing is found by meaning. @throws SettingRefused */
export function readEmbeddingSettings(
  value: (name: EmbeddingSettingName | "OPENAI_API_KEY" | "OPENAI_BASE_URL") => string,
): EmbeddingSettings | null {
  const model = value("EMBEDDING_MODEL");
  if (model === "" || model === "off") return null;
  const own = serviceOf("EMBEDDING_BASE_URL", value("EMBEDDING_BASE_URL"));
  const baseUrl = own ?? serviceOf("OPENAI_BASE_URL", value("OPENAI_BASE_URL"));
  // A key is never sent to a server that it was not given for.
  const apiKey = value("EMBEDDING_API_KEY") || (own === null ? value("OPENAI_API_KEY") : "") || null;
  if (apiKey === null && baseUrl === null)
    throw new SettingRefused("EMBEDDING_MODEL", "needs EMBEDDING_BASE_URL or OPENAI_BASE_URL, or a key of OpenAI");
  const isOwn = baseUrl !== null && isPrivateHost(new URL(baseUrl).hostname);
  const price = value("EMBEDDING_PRICE");
  return {
    model,
    apiKey,
    baseUrl,
    price: price === "" ? (isOwn ? "free" : null) : usdOf("EMBEDDING_PRICE", price),
  };
}
