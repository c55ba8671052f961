import { availableParallelism, hostname } from "node:os";
import type { Meaning } from "../ai/embed.ts";
import type { Settings } from "../config/settings.ts";
import { newId } from "../core/ids.ts";
import type { Mailer } from "../core/ports/mail.ts";
import type { Sealing } from "../core/seal.ts";
import type { Lane } from "../core/steps.ts";
import { AccountChores } from "../pipeline/account-chores.ts";
import { AiChores } from "../pipeline/ai-chores.ts";
import type { RowLedger } from "../pipeline/ledger.ts";
import { Sweeper } from "../pipeline/sweeper.ts";
import { Worker } from "../pipeline/worker.ts";
import { releaseChores } from "../store/chores.ts";
import { ActsWorker } from "../wall/acts/acts-worker.ts";
import type { WallDeps } from "../wall/deps.ts";
import { ImportsWorker } from "../wall/importing/imports-worker.ts";
import type { Backups } from "./backup/backups.ts";
import type { OpenTools, OwnAddresses } from "./open-tools.ts";
import { openRunAlone } from "./run-alone.ts";

/** What workers and chores stand on. */
interface WorkBase {
  readonly deps: WallDeps;
  readonly tools: OpenTools;
  readonly meaning: Meaning | null;
  readonly ledger: RowLedger;
  readonly backups: Backups;
  readonly sealing: Sealing;
  readonly mailer: Mailer | null;
  readonly own: { readonly addresses: { host: string; port: number }[] };
}

/** Work under way in this process. */
export interface Working {
  running(): number;
  claimed(): ReturnType<Worker["claimed"]>;
  stop(): Promise<void>;
}

/** Starts the lanes and the chores of this process. */
export function startWorking(settings: Settings, base: WorkBase, lanes: readonly Lane[]): Working {
  const { deps, tools, meaning, ledger, backups, sealing, mailer, own } = base;
  const worker = `${hostname()}:${process.pid}:${newId()}`;
  const ownAddresses: OwnAddresses = () => own.addresses;
  const places = { content: 0, ai: 0 };
  for (const lane of lanes) places[lane] = settings.places[lane];
  const working = new Worker({
    ...deps,
    tools,
    runAlone: openRunAlone(ownAddresses, ledger),
    worker,
    places,
    leaseMs: settings.leaseMs,
    aloneAtOnce: Math.max(2, availableParallelism()),
  });
  const sweeper = new Sweeper({ ...deps, worker });
  const { batchEveryMs: everyMs } = settings.ai;
  const aiChores = new AiChores({ ...deps, worker, files: tools.files, chain: tools.chain, meaning, ledger, everyMs });
  const { fetchAllowHosts: allowHosts, maxFileBytes, leaseMs } = settings;
  const imports = new ImportsWorker({ ...deps, web: tools.web, worker, allowHosts, maxFileBytes, leaseMs });
  const acts = new ActsWorker({ ...deps, worker, leaseMs });
  const accounts = new AccountChores({ ...deps, worker, sealing, mailer });
  for (const each of [working, sweeper, aiChores, imports, acts, accounts, backups]) each.start();
  return {
    running: () => working.running(),
    claimed: () => working.claimed(),
    async stop() {
      await Promise.all([sweeper.stop(), aiChores.stop(), imports.stop(), acts.stop(), accounts.stop()]);
      await releaseChoresOf(deps, worker);
      await working.stop(settings.drainMs);
    },
  };
}

/** Without this the chores would rest for some seconds after each restart. A database that is away lets go by itself. */
async function releaseChoresOf({ store, log }: Pick<WallDeps, "store" | "log">, worker: string): Promise<void> {
  if (store.dialect === "sqlite") return;
  await store
    .write((unit) => releaseChores(unit, worker))
    .catch((error: unknown) => log("warn", "fault", { what: "giving back chores", error: String(error) }));
}
