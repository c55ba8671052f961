import { type Meaning, openMeaning } from "../ai/embed.ts";
import { embeddingPrice, embeddingPriceOf } from "../ai/embedding-models.ts";
import type { EmbeddingSettings } from "../config/embedding-settings.ts";
import { SettingRefused } from "../config/read.ts";
import type { Settings } from "../config/settings.ts";
import type { Channel } from "../core/ports/doorbells.ts";
import type { Ledger } from "../core/ports/ledger.ts";

/**
 * Who makes vectors, from the settings; null where nothing is found by meaning, and then nothing of it is loaded.
 * @throws SettingRefused when nobody knows what a model costs
 */
export async function openMeaningBy(
  { embedding, ai }: Pick<Settings, "embedding" | "ai">,
  { ledger, channel }: { ledger: Ledger; channel: Channel | null },
): Promise<Meaning | null> {
  if (embedding === null) return null;
  const price = priceOf(embedding);
  const { openEmbedderLine } = await import("./open-embedder-line.ts");
  return openMeaning({ line: openEmbedderLine(embedding, { ...ai, channel }), price, ledger });
}

function priceOf({ model, price }: EmbeddingSettings) {
  if (price === "free" || price === 0) return null;
  const known = price === null ? embeddingPriceOf(model) : embeddingPrice(price);
  if (known) return known;
  throw new SettingRefused("EMBEDDING_PRICE", `must say what ${model} costs, such as 0.02, or 0 when it costs nothing`);
}
