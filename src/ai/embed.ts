import { visitFailpoint } from "../core/failpoint.ts";
import type { Embedded, Embedder } from "../core/ports/embedder.ts";
import type { CallEnded, Ledger } from "../core/ports/ledger.ts";
import { prefixesOf } from "./embedding-models.ts";
import { costUsd6, type Price } from "./prices.ts";
import type { ProviderLine } from "./provider-line.ts";

export type EmbedderLine = ProviderLine<readonly string[], Embedded, Embedder>;

/** Who makes vectors of texts and questions, within the budget. */
export interface Meaning {
  readonly line: EmbedderLine;
  readonly model: string;
  embed(texts: readonly string[], asked: Embedding, signal: AbortSignal): Promise<Vectors | NoVectors>;
  close(): Promise<void>;
}

export interface Embedding {
  /** Whose texts they are, and whose budget. */
  readonly person: string;
  readonly as: "question" | "text";
}

export interface Vectors {
  readonly kind: "vectors";
  readonly vectors: readonly Float32Array[];
}

export interface NoVectors {
  readonly kind: "none";
  readonly code: string;
  /** One sentence for the operator. */
  readonly why: string;
  /** provider: it cannot now, or does not answer as it should; texts: it does not take these; budget: the month of this person, or of everybody, is over. */
  readonly because: "provider" | "texts" | "budget";
}

/** Separators and the like that a provider adds to each text. */
const OVERHEAD_TOKENS = 20;
/** What says something of the texts rather than of who was asked. */
const OF_TEXTS: ReadonlySet<string> = new Set(["ai-request-refused", "ai-too-large", "ai-refused"]);

/** @param price null is a server of one's own, which costs nothing */
export function openMeaning({
  line,
  price,
  ledger,
}: {
  line: EmbedderLine;
  price: Price | null;
  ledger: Ledger;
}): Meaning {
  const { name: provider, model } = line.provider;
  const prefixes = prefixesOf(model);

  async function ask(texts: readonly string[], signal: AbortSignal, end: End): Promise<Vectors | NoVectors> {
    let outcome: Awaited<ReturnType<EmbedderLine["ask"]>>;
    try {
      outcome = await line.ask(texts, signal);
    } catch (error) {
      await end({ outcome: "unknown", usage: null, costUsd6: null, errorCode: "ai-aborted" });
      throw error;
    }
    visitFailpoint("vectors-answered");
    if (outcome.kind === "answer") {
      const { usage, vectors } = outcome;
      await end({ outcome: "answered", usage, costUsd6: usage && price && costUsd6(usage, price), errorCode: null });
      return { kind: "vectors", vectors };
    }
    if (outcome.kind !== "failure") {
      const errorCode = `ai-${outcome.kind}`;
      await end({ outcome: "free", usage: null, costUsd6: null, errorCode });
      return { kind: "none", code: errorCode, why: outcome.why, because: "provider" };
    }
    const { code, detail, usage, charged } = outcome;
    await end({
      outcome: charged === "no" ? "free" : charged === "yes" ? "answered" : "unknown",
      usage,
      costUsd6: usage && price && costUsd6(usage, price),
      errorCode: code,
    });
    return { kind: "none", code, why: detail, because: OF_TEXTS.has(code) ? "texts" : "provider" };
  }

  return {
    line,
    model,
    async embed(texts, { person, as }, signal) {
      const asked = texts.map((text) => `${prefixes[as]}${text}`);
      const resting = { kind: "none", code: "ai-resting", why: "It is left alone for a while.", because: "provider" };
      if (line.isResting()) return resting as NoVectors;
      // A question to a server of one's own is no row: it costs nothing, and whoever searches would wait for the commit.
      if (price === null && as === "question") return await ask(asked, signal, async () => {});
      const reserved = await ledger.reserve({
        person,
        item: null,
        step: null,
        provider,
        model,
        highestUsd6: price === null ? 0 : highestUsd6(asked, price),
      });
      if (reserved.kind !== "reserved")
        return { kind: "none", code: reserved.kind, why: "The budget of the month is reached.", because: "budget" };
      const { call } = reserved;
      return await ask(asked, signal, (ended) => ledger.end({ ...ended, call, step: null, memo: null }));
    },
    close: () => line.close(),
  };
}

type End = (ended: Omit<CallEnded, "call" | "step" | "memo">) => Promise<void>;

/** No tokenizer makes more tokens than there are bytes. */
function highestUsd6(texts: readonly string[], price: Price): number {
  const input = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + OVERHEAD_TOKENS, 0);
  return costUsd6({ input, output: 0, cacheRead: 0, cacheWrite: 0 }, price);
}
