import type { CallEnded, CallWanted, Ledger } from "../core/ports/ledger.ts";

/** What a child asks of its parent's ledger. */
export type LedgerQuestion = { readonly ledger: number } & (
  | { readonly ask: "reserve"; readonly of: CallWanted }
  | { readonly ask: "end"; readonly of: CallEnded }
  | { readonly ask: "left"; readonly of: string }
);

interface LedgerAnswer {
  readonly ledger: number;
  readonly answer?: unknown;
  readonly failure?: string;
}

interface Channel {
  send?(message: object): unknown;
  on(event: "message", listen: (message: unknown) => void): unknown;
}

type Ask = LedgerQuestion extends infer One ? (One extends LedgerQuestion ? Omit<One, "ledger"> : never) : never;

/** The ledger of the parent process, for a child that has no database. */
export function ledgerOverChannel(channel: Channel): Ledger {
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  let next = 1;
  channel.on("message", (message) => {
    const { ledger, answer, failure } = message as Partial<LedgerAnswer>;
    const asked = ledger === undefined ? undefined : waiting.get(ledger);
    if (ledger === undefined || !asked) return;
    waiting.delete(ledger);
    if (failure === undefined) asked.resolve(answer as never);
    else asked.reject(new Error(failure));
  });
  function ask<Answer>(question: Ask): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const ledger = next++;
      waiting.set(ledger, { resolve, reject });
      channel.send?.({ ledger, ...question });
    });
  }
  return {
    reserve: (of) => ask({ ask: "reserve", of }),
    end: (of) => ask({ ask: "end", of }),
    left: (of) => ask({ ask: "left", of }),
  };
}

/** Answers a child, in the parent. */
export async function answerLedger(ledger: Ledger, question: LedgerQuestion, child: Channel): Promise<void> {
  const { ledger: id } = question;
  try {
    child.send?.({ ledger: id, answer: await ask(ledger, question) });
  } catch (error) {
    child.send?.({ ledger: id, failure: error instanceof Error ? error.message : String(error) });
  }
}

async function ask(ledger: Ledger, question: LedgerQuestion): Promise<unknown> {
  switch (question.ask) {
    case "reserve":
      return await ledger.reserve(question.of);
    case "end":
      return await ledger.end(question.of);
    case "left":
      return await ledger.left(question.of);
  }
}
