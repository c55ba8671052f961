import type OpenAI from "openai";

const OPENAI_ADDRESS = "https://api.openai.com/v1";
/** The SDK insists on a key; servers of one's own ignore it. */
const NO_KEY = "none";

/** OpenAI's own SDK on the way to whoever speaks its protocol. */
export interface OpenAiClient {
  readonly isOpenAi: boolean;
  /** As the operator knows it. */
  readonly who: string;
  /** Loads the SDK, which takes a while. */
  open(): Promise<OpenAI>;
}

/** @param settings `baseUrl` is with its `/v1`; null is OpenAI's own */
export function openAiClient(settings: {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}): OpenAiClient {
  const { apiKey, timeoutMs, fetch } = settings;
  const { hostname, host, href: baseURL } = new URL(settings.baseUrl ?? OPENAI_ADDRESS);
  const isOpenAi = hostname === "api.openai.com";
  return {
    isOpenAi,
    who: isOpenAi ? "OpenAI" : `The AI server ${host}`,
    async open() {
      const { default: Client } = await import("openai");
      return new Client({
        apiKey: apiKey ?? NO_KEY,
        // Null, so that the SDK does not look for them in the environment.
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
        baseURL,
        timeout: timeoutMs,
        maxRetries: 0,
        logLevel: "off",
        fetch,
      });
    },
  };
}
