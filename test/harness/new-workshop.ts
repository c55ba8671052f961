import { join } from "node:path";
import type { TestContext } from "node:test";
import { openInProcessChannel, openInProcessQueue } from "../../src/adapters/doorbells-in-process.ts";
import { openDiskFiles } from "../../src/adapters/files-disk.ts";
import type { StepName } from "../../src/contract/shares.ts";
import type { LogEvent } from "../../src/core/events.ts";
import { Ranks } from "../../src/pipeline/ranks.ts";
import { Sweeper } from "../../src/pipeline/sweeper.ts";
import { Worker, type WorkerDeps } from "../../src/pipeline/worker.ts";
import { claimSteps } from "../../src/store/step-queue.ts";
import { stepsOfRun } from "../../src/store/steps.ts";
import type { Store } from "../../src/store/store.ts";
import type { ShareRow, StepRow } from "../../src/store/tables.ts";
import { acceptShare } from "../../src/wall/accept-share.ts";
import { checkShare, type ShareFields } from "../../src/wall/check-share.ts";
import type { WallDeps } from "../../src/wall/deps.ts";
import type { TestDialect } from "./databases.ts";
import { newStore, type TestStore } from "./new-store.ts";
import { arrive, type Person } from "./people.ts";
import { readable, scriptedTools, type WebScript } from "./scripted-tools.ts";
import { until } from "./until.ts";

export interface Logged {
  readonly event: LogEvent;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Real rows, real verbs and real workers around a scripted web: the pipeline without a server. */
export interface Workshop extends TestStore {
  readonly deps: WallDeps;
  readonly ada: Person;
  readonly logged: Logged[];
  /** A worker that is not started yet; each is a process of its own as far as the rows can tell. Ends with the test. */
  worker(options?: Partial<WorkerDeps> & { web?: WebScript }): Worker;
  /** One whose chores are called by hand. */
  sweeper(name?: string): Sweeper;
  share(fields: ShareFields, by?: Person): Promise<ShareRow>;
  /** Takes the best ready steps as the worker `name` would, without working on them. */
  claim(
    lane: "content" | "ai",
    limit: number,
    options?: { name?: string; store?: Store; background?: number },
  ): Promise<StepRow[]>;
  stepsOf(share: Pick<ShareRow, "run">): Promise<StepRow[]>;
  stepOf(share: Pick<ShareRow, "run">, name: StepName): Promise<StepRow>;
  /** The share once it is in one of these states. */
  once(share: Pick<ShareRow, "id">, ...states: ShareRow["state"][]): Promise<ShareRow>;
}

export async function newWorkshop(t: TestContext, dialect: TestDialect): Promise<Workshop> {
  const base = await newStore(t, dialect);
  const { store } = base;
  const logged: Logged[] = [];
  const deps: WallDeps = {
    store,
    files: await openDiskFiles(join(base.folder, "files")),
    queue: openInProcessQueue(),
    channel: openInProcessChannel(),
    ranks: new Ranks(),
    log: (_level, event, facts = {}) =>
      void logged.push({ event, facts: typeof facts === "function" ? facts() : facts }),
  };
  const ada = await arrive(store, "Ada");
  let workers = 0;

  const workshop: Workshop = {
    ...base,
    deps,
    ada,
    logged,
    worker({ web = readable, ...options } = {}) {
      workers += 1;
      const worker = new Worker({
        ...deps,
        tools: scriptedTools(deps.files, web),
        runAlone: () => Promise.resolve({ kind: "died", how: "nobody works alone here" }),
        worker: `worker-${workers}`,
        places: { content: 4, ai: 2 },
        leaseMs: 60_000,
        aloneAtOnce: 4,
        ...options,
      });
      base.atEnd(() => worker.stop(0));
      return worker;
    },
    sweeper: (worker = "sweeper") => new Sweeper({ ...deps, worker }),
    async share(fields, by = ada) {
      const draft = checkShare(fields, { files: [], page: null }, []);
      return (await acceptShare(deps, { caller: by.caller, draft, idempotencyKey: null })).share;
    },
    claim: (lane, limit, { name = "somebody", store: other = store, background = limit } = {}) =>
      other.write((unit) => claimSteps(unit, { lane, limit, background, worker: name, leaseMs: 60_000 })),
    stepsOf: ({ run }) => stepsOfRun(store.reader, run ?? ""),
    async stepOf(share, name) {
      const step = (await workshop.stepsOf(share)).find((known) => known.name === name);
      if (!step) throw new Error(`the share has no step ${name}`);
      return step;
    },
    once: ({ id }, ...states) =>
      until(`the share to be ${states.join(" or ")}`, () =>
        store.reader
          .selectFrom("shares")
          .selectAll()
          .where("id", "=", id)
          .where("state", "in", states)
          .executeTakeFirst(),
      ),
  };
  return workshop;
}
