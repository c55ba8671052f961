import type { AiServer } from "./ai-server.ts";

/** Settings of a wall that asks Claude at a server of the test's, with short rests. */
export const claudeAt = (
  server: Pick<AiServer, "claudeUrl">,
  more: Record<string, string> = {},
): Record<string, string> => ({
  ANTHROPIC_API_KEY: "a-key-of-the-test",
  ANTHROPIC_BASE_URL: server.claudeUrl,
  AI_REST_SECONDS: "1",
  AI_BATCH_SECONDS: "1",
  ...more,
});

/** The same for a server of one's own that speaks OpenAI's protocol. */
export const openAiAt = (server: AiServer, more: Record<string, string> = {}): Record<string, string> => ({
  OPENAI_BASE_URL: server.openAiUrl,
  AI_MODEL: "llama3.2",
  AI_REST_SECONDS: "1",
  ...more,
});

/** Settings of a wall that finds by meaning, with vectors from a server of the test's. */
export const embeddingsAt = (
  server: Pick<AiServer, "openAiUrl">,
  more: Record<string, string> = {},
): Record<string, string> => ({
  EMBEDDING_MODEL: "standin-embed",
  EMBEDDING_BASE_URL: server.openAiUrl,
  EMBEDDING_API_KEY: "a-key-of-the-test",
  AI_REST_SECONDS: "1",
  ...more,
});
