import type { AnalysisOrigin } from "../../src/contract/analyses.ts";
import { figuresOf } from "./formats.ts";
import { told, words } from "./words/words.ts";

type AskedLink = AnalysisOrigin["asked"][number];

export const BUILT_IN = "built-in";

/** "built-in", "claude:<model>" or "openai:<model>" in words. */
export function makerOf(by: string): string {
  const { maker, model } = partsOf(by);
  if (maker === BUILT_IN) return words.value.analysis.builtIn;
  return maker === "claude" ? `Claude (${model})` : model;
}

/** The same at the beginning of a sentence. */
export function whoOf(by: string): string {
  const { maker, model } = partsOf(by);
  if (maker === BUILT_IN) return words.value.analysis.server;
  return maker === "claude" ? "Claude" : model;
}

function partsOf(by: string): { maker: string; model: string } {
  const [maker = by, ...model] = by.split(":");
  return { maker, model: model.join(":") };
}

/** What something cost: "free", "0.04 ¢", "12.5 ¢", "$1.20". */
export function costOf(usd: number): string {
  return usd === 0 ? words.value.formats.free : moneyOf(usd);
}

/** Dollars as a person reads small money: cents below one dollar, at least a hundredth of one. */
export function moneyOf(usd: number): string {
  const { formats } = words.value;
  const cents = usd * 100;
  if (cents === 0) return formats.cents("0");
  if (cents < 0.005) return formats.leastCents;
  if (cents < 0.995) return formats.cents(figuresOf(cents, { least: 2, most: 2 }));
  return cents < 99.95 ? formats.cents(figuresOf(cents, { most: 1 })) : formats.dollars(dollarsOf(usd));
}

/** "5", "1.20". */
function dollarsOf(usd: number): string {
  const digits = Number.isInteger(Number(usd.toFixed(2))) ? 0 : 2;
  return figuresOf(usd, { least: digits, most: digits });
}

/** Who was asked and could not: a sentence each. */
export function refusalsOf(asked: readonly AskedLink[]): string[] {
  return asked.filter(({ outcome }) => outcome !== "answered").map(refusalOf);
}

function refusalOf({ by, outcome, message }: AskedLink): string {
  const who = whoOf(by);
  const byMessage = words.value.analysis.refused(who, outcome, message);
  // The server's message quotes the provider, and is English.
  if (document.documentElement.lang === "en") return byMessage;
  return told.value?.reasons[outcome]?.({ by: who }) ?? byMessage;
}
