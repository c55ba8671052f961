import { openBuiltInAnalyst } from "../ai/built-in/analyst.ts";
import type { Chain } from "../ai/chain.ts";
import { PRICES_AS_OF, type Price, plainPrice, priceOf } from "../ai/prices.ts";
import type { Link } from "../ai/understand.ts";
import type { AiSettings, ProviderSettings } from "../config/ai-settings.ts";
import { SettingRefused } from "../config/read.ts";
import type { Channel } from "../core/ports/doorbells.ts";
import type { Ledger } from "../core/ports/ledger.ts";
import type { RateCounter } from "../core/ports/rates.ts";

/**
 * Who analyses, from the settings. What asks providers is loaded where one is set, their SDKs with the first question.
 * @param shared `rate`: how often each provider may be asked, counted for all processes; null without such a limit.
 *   `channel`: where processes tell each other how providers do
 * @throws SettingRefused when nobody knows what a model costs
 */
export async function openChain(
  settings: AiSettings,
  ledger: Ledger,
  { rate = null, channel = null }: { rate?: RateCounter | null; channel?: Channel | null } = {},
): Promise<Chain> {
  const lines = settings.providers.length === 0 ? null : await import("./open-lines.ts");
  const builtIn = openBuiltInAnalyst();
  const links = settings.providers.map((provider, index) =>
    openLink(provider, priced(provider, index === 0 ? "AI_PRICE" : "AI_SECOND_PRICE")),
  );
  const further = new Map<string, Link>();

  function openLink(provider: ProviderSettings, price: Price | null): Link {
    if (lines === null) throw new Error("a provider is opened where none is set");
    return { line: lines.openProviderLine(provider, { ...settings, rate, channel }), price };
  }

  return {
    links,
    builtIn,
    ledger,
    answerLanguage: settings.language,
    batching: settings.batching,
    linkFor({ provider, model }) {
      if (provider === "built-in" || (provider === undefined && model === undefined)) return { link: null };
      const known = links.find(
        ({ line }) =>
          (provider === undefined || line.provider.name === provider) &&
          (model === undefined || line.provider.model === model),
      );
      if (known) return { link: known };
      const base = settings.providers.find((one) => provider === undefined || one.provider === provider);
      if (!base) return { refused: `No provider called ${provider ?? "that"} is set up here.` };
      if (model === undefined) return { refused: `Name a model of ${base.provider}.` };
      const name = `${base.provider}:${model}`;
      const price = base.price === "free" ? null : priceOf(model);
      if (price === null && base.price !== "free")
        return { refused: `What ${model} costs is not known here, so it cannot be asked within a budget.` };
      const link = further.get(name) ?? openLink({ ...base, model, price: null }, price);
      further.set(name, link);
      return { link };
    },
    async close() {
      const all = [...links, ...further.values()];
      await Promise.all([builtIn.close(), ...all.map(({ line }) => line.close())]);
    },
  };
}

function priced({ price, model }: ProviderSettings, setting: "AI_PRICE" | "AI_SECOND_PRICE"): Price | null {
  if (price === "free") return null;
  if (price !== null) return plainPrice(price);
  const known = priceOf(model);
  if (known) return known;
  const example = "such as 0.10/0.50, or 0/0 when it costs nothing";
  throw new SettingRefused(
    setting,
    `must say what ${model} costs (the list of ${PRICES_AS_OF} does not know it), ${example}`,
  );
}
