import { openEmbedder } from "../adapters/ai-embeddings.ts";
import type { EmbedderLine } from "../ai/embed.ts";
import { openLine } from "../ai/provider-line.ts";
import type { EmbeddingSettings } from "../config/embedding-settings.ts";
import type { Channel } from "../core/ports/doorbells.ts";

/** The way to whoever makes vectors. */
export function openEmbedderLine(
  settings: EmbeddingSettings,
  { timeoutMs, restMs, channel }: { timeoutMs: number; restMs: number; channel: Channel | null },
): EmbedderLine {
  return openLine(openEmbedder({ ...settings, timeoutMs }), { restMs, channel });
}
