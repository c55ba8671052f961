import { setTimeout as sleep } from "node:timers/promises";
import type { AiServer, AskedQuestion } from "../harness/ai-server.ts";
import { sensibleAnswer } from "../harness/ai-wire.ts";
import { markIn } from "./fleet-load.ts";
import type { Promised } from "./ledger.ts";
import type { Snapshot } from "./rows.ts";
import type { Seeded } from "./seeded.ts";

/** Answers take a moment, so that whoever kills a worker finds analyses running. */
const ANSWER_FROM_MS = 100;
const ANSWER_TO_MS = 600;

/** Something that is asked about twice: by who was frozen over it, and by who took it over. */
export interface Probe {
  readonly first: Held;
  readonly second: Held;
}

export interface Held {
  /** What the provider says in the end, which tells afterwards whose answer was kept. */
  readonly title: string;
  readonly asked: Promise<void>;
  answer(): void;
}

/** The provider of a fleet: it answers everything after a moment, and a probe when the run says so. */
export interface FleetProvider {
  probe(mark: string): Probe;
  /** How many questions came about each item, and how many about nothing that was shared. */
  reached(
    rows: Pick<Snapshot, "shares">,
    promised: readonly Promised[],
  ): { items: ReadonlyMap<string, number>; strange: number };
}

export function openFleetProvider(
  ai: AiServer,
  { random, things }: { random: Seeded; things: ReadonlyMap<string, string> },
): FleetProvider {
  const probes = new Map<string, { probe: Probe; answers: (() => Promise<string>)[] }>();
  ai.answer(async (question: AskedQuestion) => {
    const said = sensibleAnswer(question) as Record<string, unknown>;
    const answers = probes.get(markIn(question.content) ?? "")?.answers;
    if (answers) {
      // Whoever asks a third time hears what the second heard.
      const next = answers.length > 1 ? answers.shift() : answers[0];
      return { ...said, title: await next?.() };
    }
    await sleep(random.integer(ANSWER_FROM_MS, ANSWER_TO_MS));
    return said;
  });
  return {
    probe(mark) {
      const [first, second] = [held("What the first had said"), held("What the second said")];
      probes.set(mark, { probe: { first, second }, answers: [first.whenAsked, second.whenAsked] });
      return { first, second };
    },
    reached({ shares }, promised) {
      const itemOf = new Map(shares.map((share) => [share.id, share.item]));
      const byThing = new Map(promised.map(({ thing, processingId }) => [thing, itemOf.get(processingId)]));
      const items = new Map<string, number>();
      let strange = 0;
      for (const question of ai.questions) {
        const item = byThing.get(things.get(markIn(question.content) ?? "") ?? "");
        if (item) items.set(item, (items.get(item) ?? 0) + 1);
        else strange += 1;
      }
      return { items, strange };
    },
  };
}

function held(title: string): Held & { whenAsked(): Promise<string> } {
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  return {
    title,
    asked: asked.promise,
    answer: () => answered.resolve(),
    async whenAsked() {
      asked.resolve();
      await answered.promise;
      return title;
    },
  };
}
