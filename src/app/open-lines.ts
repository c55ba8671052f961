import { openClaude } from "../adapters/ai-claude.ts";
import { openOpenAi } from "../adapters/ai-openai.ts";
import { openLine, type ProviderLine } from "../ai/provider-line.ts";
import type { ProviderSettings } from "../config/ai-settings.ts";
import type { AiProvider } from "../core/ports/ai-provider.ts";
import type { Channel } from "../core/ports/doorbells.ts";
import type { RateCounter } from "../core/ports/rates.ts";

/** Providers by name. To add one: its adapter, and its line here. */
const PROVIDERS: Readonly<
  Record<ProviderSettings["provider"], (settings: ProviderSettings & { timeoutMs: number }) => AiProvider>
> = {
  claude: ({ apiKey, ...settings }) => openClaude({ ...settings, apiKey: apiKey ?? "" }),
  openai: (settings) => openOpenAi(settings),
};

/** The way to one provider of the settings. */
export function openProviderLine(
  provider: ProviderSettings,
  { timeoutMs, ...options }: { timeoutMs: number; restMs: number; rate: RateCounter | null; channel: Channel | null },
): ProviderLine {
  return openLine(PROVIDERS[provider.provider]({ ...provider, timeoutMs }), options);
}
