import { randomBytes } from "node:crypto";
import type { AnalysisInput, AnalysisWish } from "../core/analysis.ts";
import type { Analyst } from "../core/ports/analyst.ts";
import type { Ledger } from "../core/ports/ledger.ts";
import type { Link, UnderstandDeps } from "./understand.ts";

/** Who analyses, in order, and by which settings. */
export interface Chain {
  /** The providers that are asked, the first one first; the built-in analysis stands behind them all. */
  readonly links: readonly Link[];
  readonly builtIn: Analyst;
  readonly ledger: Ledger;
  /** In which language to write where the person has not said so; null is the content's own. */
  readonly answerLanguage: string | null;
  /** Whether bulk work goes to a provider's batches. */
  readonly batching: boolean;
  /** The one a person wishes for, or why there is none. */
  linkFor(wish: AnalysisWish): { readonly link: Link | null } | { readonly refused: string };
  close(): Promise<void>;
}

const NONCE_BYTES = 16;

/** Marks where the content of one question begins and ends; nobody outside can guess it. */
export const newNonce = (): string => randomBytes(NONCE_BYTES).toString("hex");

/** What a chain, or the one link that was wished for, answers with. */
export function depsOf(chain: Chain, links: readonly Link[] = chain.links): UnderstandDeps {
  return { links, builtIn: chain.builtIn, ledger: chain.ledger, nonce: newNonce };
}

/** The input with what a person wishes and how the settings have it. */
export function withWish(input: AnalysisInput, wish: AnalysisWish | null, chain: Pick<Chain, "answerLanguage">) {
  return {
    ...input,
    answerLanguage: wish?.language ?? input.answerLanguage ?? chain.answerLanguage,
    wishes: wish?.instructions ?? null,
  };
}

/** The name of whoever is asked first, as an item shows it. */
export const firstAsked = ({ links, builtIn }: Pick<Chain, "links" | "builtIn">): string =>
  links[0]?.line.name ?? builtIn.name;
