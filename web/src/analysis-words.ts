import type { AnalysisOrigin } from "../../src/contract/analyses.ts";

type AskedLink = AnalysisOrigin["asked"][number];

export const BUILT_IN = "built-in";

/** "built-in", "claude:<model>" or "openai:<model>" in words. */
export function makerOf(by: string): string {
  const { maker, model } = partsOf(by);
  if (maker === BUILT_IN) return "This server, without an AI";
  return maker === "claude" ? `Claude (${model})` : model;
}

/** The same at the beginning of a sentence. */
function whoOf(by: string): string {
  const { maker, model } = partsOf(by);
  if (maker === BUILT_IN) return "This server";
  return maker === "claude" ? "Claude" : model;
}

function partsOf(by: string): { maker: string; model: string } {
  const [maker = by, ...model] = by.split(":");
  return { maker, model: model.join(":") };
}

/** What something cost: "free", "0.04 ¢", "12.5 ¢", "$1.20". */
export function costOf(usd: number): string {
  return usd === 0 ? "free" : moneyOf(usd);
}

/** Dollars as a person reads small money: cents below one dollar, at least a hundredth of one. */
export function moneyOf(usd: number): string {
  const cents = usd * 100;
  if (cents === 0) return "0 ¢";
  if (cents < 0.005) return "under 0.01 ¢";
  if (cents < 0.995) return `${cents.toFixed(2)} ¢`;
  return cents < 99.95 ? `${Number(cents.toFixed(1))} ¢` : dollarsOf(usd);
}

/** "$5", "$1.20". */
function dollarsOf(usd: number): string {
  return `$${usd.toFixed(2).replace(".00", "")}`;
}

/** Who was asked and could not: a sentence each. */
export function refusalsOf(asked: readonly AskedLink[]): string[] {
  return asked.filter(({ outcome }) => outcome !== "answered").map(refusalOf);
}

/** The server's messages tell of "it", or begin with the name of whoever was asked. */
function refusalOf({ by, outcome, message }: AskedLink): string {
  const who = whoOf(by);
  const words = message.replace(/(\w)'(\w)/g, "$1’$2");
  const said = /[.!?…]$/.test(words) ? words : `${words}.`;
  if (outcome === "budget-reached") return said;
  if (/^Its? /.test(said)) return said.replace(/^It(s?) /, (_it, s) => (s ? `${who}’s ` : `${who} `));
  return `${who} did not answer: ${said.startsWith(`${who} `) ? `it ${said.slice(who.length + 1)}` : said}`;
}
