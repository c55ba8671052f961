import { existsSync } from "node:fs";
import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import { openLog } from "./adapters/log-json.ts";
import { openMetricsPort } from "./adapters/metrics-port.ts";
import { firstAsked } from "./ai/chain.ts";
import { PRICES_AS_OF } from "./ai/prices.ts";
import { Backups } from "./app/backup/backups.ts";
import { openHealth } from "./app/health.ts";
import { lazyMetrics } from "./app/lazy-metrics.ts";
import { hasKeyFile, keyFileOf, removeServerFile, writeKeyFile, writeServerFile } from "./app/local-files.ts";
import { aiCounted, type OpenDoorbells, openDoorbells } from "./app/open-doorbells.ts";
import { type OpenStore, openStore } from "./app/open-store.ts";
import { breakersOf, type OpenTools, type OwnAddresses, openTools } from "./app/open-tools.ts";
import { ownAddressesOf } from "./app/own-addresses.ts";
import { renewLocalKey } from "./app/renew-local-key.ts";
import { openRunAlone } from "./app/run-alone.ts";
import { packageFolder, programVersion } from "./app/version.ts";
import type { Settings } from "./config/settings.ts";
import { armFailpoint } from "./core/failpoint.ts";
import { newId } from "./core/ids.ts";
import { LANES, type Lane } from "./core/steps.ts";
import { openAuth } from "./http/auth.ts";
import { closeServer } from "./http/close-server.ts";
import type { HttpContext } from "./http/context.ts";
import { openEstimates } from "./http/estimates.ts";
import { Live } from "./http/live/live.ts";
import { ownerLinkUrl } from "./http/routes/keys.ts";
import { openServer } from "./http/server.ts";
import { AiChores } from "./pipeline/ai-chores.ts";
import { analyzeContent, linksFor, previewAnalysis } from "./pipeline/analyze-once.ts";
import { openLedger, type RowLedger } from "./pipeline/ledger.ts";
import { Ranks } from "./pipeline/ranks.ts";
import { Sweeper } from "./pipeline/sweeper.ts";
import { Worker } from "./pipeline/worker.ts";
import { releaseChores } from "./store/chores.ts";
import type { WallDeps } from "./wall/deps.ts";
import { ImportsWorker } from "./wall/importing/imports-worker.ts";
import { importTold } from "./wall/importing/present-import.ts";
import { ensureOwner } from "./wall/make-owner.ts";
import { progressOf, statusOfShare } from "./wall/share-status.ts";
import { makeOneTime } from "./wall/sign-in.ts";

export interface RunningServer {
  /** Where it listens. */
  readonly url: string;
  /** Signs the owner in, once, within 15 minutes. */
  readonly ownerLink: string;
  readonly keyFile: string;
  readonly firstStart: boolean;
  /** Drains and ends everything; what runs is finished or given back. */
  stop(): Promise<void>;
}

/** What every process has, whatever it does: rows, doorbells, tools. */
interface Base {
  readonly opened: OpenStore;
  readonly bells: OpenDoorbells;
  readonly deps: WallDeps;
  readonly tools: OpenTools;
  readonly ledger: RowLedger;
  readonly backups: Backups;
  readonly own: { addresses: { host: string; port: number }[] };
}

async function openBase(settings: Settings, role: "serve" | "worker"): Promise<Base> {
  armFailpoint(settings.crashAt);
  const log = openLog(settings.logLevel);
  const opened = await openStore(settings, role);
  if (opened.applied.length > 0) log("info", "migrated", { applied: opened.applied });
  if (opened.freedSteps > 0) log("warn", "leases-voided", { steps: opened.freedSteps });
  const own: Base["own"] = { addresses: [] };
  const ledger = openLedger(opened.store, settings.ai.budgets);
  const bells = await openDoorbells(settings, log);
  const aiRate = settings.aiRate && bells.openCounter(aiCounted(settings.aiRate));
  const asked = { ownAddresses: () => own.addresses, ledger, aiRate, channel: bells.channel };
  const tools = await openTools(settings, asked).catch(async (error: unknown) => {
    await bells.close();
    throw error;
  });
  const deps: WallDeps = {
    store: opened.store,
    files: tools.files,
    queue: bells.queue,
    channel: bells.channel,
    ranks: new Ranks(),
    log,
  };
  const backups = new Backups({
    ...deps,
    copyRows: opened.copyRows,
    settings: settings.backups,
    worker: `${hostname()}:${process.pid}:${newId()}`,
  });
  return { opened, bells, deps, tools, ledger, backups, own };
}

/** Starts the lanes and the chores of this process. */
function startWorking(settings: Settings, { deps, tools, ledger, backups, own }: Base, lanes: readonly Lane[]) {
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
  const aiChores = new AiChores({ ...deps, worker, files: tools.files, chain: tools.chain, ledger, everyMs });
  const { fetchAllowHosts: allowHosts, maxFileBytes, leaseMs } = settings;
  const imports = new ImportsWorker({ ...deps, web: tools.web, worker, allowHosts, maxFileBytes, leaseMs });
  for (const each of [working, sweeper, aiChores, imports, backups]) each.start();
  return {
    running: () => working.running(),
    claimed: () => working.claimed(),
    async stop() {
      await Promise.all([sweeper.stop(), aiChores.stop(), imports.stop()]);
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

/** Starts Digital Wall: database, owner, workers, server, in this order; stopping goes the other way round. */
export async function startServer(settings: Settings, options: { workers: boolean }): Promise<RunningServer> {
  const base = await openBase(settings, "serve");
  try {
    return await serveOn(settings, base, options);
  } catch (error) {
    await closeBase(base);
    throw error;
  }
}

async function serveOn(settings: Settings, base: Base, { workers }: { workers: boolean }): Promise<RunningServer> {
  const { deps, opened, bells, tools, backups, own } = base;
  const { store, log } = deps;
  const { owner, localKey } = await ensureOwner(store);
  if (localKey !== null) await writeKeyFile(settings.dataDir, localKey);
  else if (!hasKeyFile(settings.dataDir)) await renewLocalKey(settings, store, owner);

  const auth = openAuth(deps);
  const state = { ready: false };
  const live = new Live({
    ...deps,
    statusOf: (share) => statusOfShare(store.reader, share),
    progressOf: (share) => progressOf(store.reader, share),
    importTold: (id) => importTold(store.reader, id),
  });
  let working: ReturnType<typeof startWorking> | null = null;
  let url = "";
  const context: HttpContext = {
    ...deps,
    auth,
    live,
    state,
    breakers: () => breakersOf(tools),
    ai: {
      name: firstAsked(tools.chain),
      limits: settings.ai.budgets,
      pricesAsOf: PRICES_AS_OF,
      analyzeContent: (asked) => analyzeContent(tools, asked),
      previewAnalysis: (asked) => previewAnalysis(tools, store.reader, asked),
      refuseUnknown: (wish) => void linksFor(tools, wish),
    },
    estimateSeconds: openEstimates(store),
    health: openHealth({
      store,
      files: tools.files,
      chain: tools.chain,
      redis: bells.redis,
      backups: () => backups.state(),
    }),
    backups,
    openCounter: bells.openCounter,
    metrics: lazyMetrics({
      store,
      streams: () => live.count(),
      running: () => working?.running() ?? 0,
      claimed: () => working?.claimed() ?? {},
      rings: bells.redis?.rings ?? null,
      walBytes: opened.walBytes,
      connections: opened.connections,
    }),
    allowHosts: settings.fetchAllowHosts,
    maxFileBytes: settings.maxFileBytes,
    maxImportBytes: settings.maxImportBytes,
    version: programVersion,
    publicUrl: () => settings.publicUrl?.origin ?? url,
    secureCookies: settings.publicUrl?.protocol === "https:",
    features: { storage: settings.files.kind === "folder" ? "disk" : "s3" },
  };
  const pageDir = join(packageFolder, "dist", "page");
  const server = await openServer(context, {
    ...settings,
    pageDir: existsSync(join(pageDir, "index.html")) ? pageDir : null,
  });
  await server.listen({ host: settings.host, port: settings.port });
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  url = `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}`;
  // Only now is it known where we are, and that no share may make us fetch from there.
  own.addresses = ownAddressesOf(settings, port);
  if (workers) working = startWorking(settings, base, LANES);
  state.ready = true;
  await writeServerFile(settings.dataDir, url);
  const ownerLink = ownerLinkUrl(context.publicUrl(), await makeOneTime(deps, { kind: "owner_links", person: owner }));
  log("info", "started", { url, database: store.dialect, version: programVersion });

  let stopping: Promise<void> | null = null;
  async function stop(): Promise<void> {
    log("info", "stopping");
    state.ready = false;
    live.close();
    await Promise.all([closeServer(server, settings.drainMs), working?.stop()]);
    await removeServerFile(settings.dataDir);
    // It writes when keys were last used; a database that is away must not keep anybody from stopping.
    await auth.close().catch((error: unknown) => log("warn", "fault", { what: "key uses", error: String(error) }));
    await closeBase(base);
    log("info", "stopped", { claimed: working?.claimed() ?? {} });
  }
  return {
    url,
    ownerLink,
    keyFile: keyFileOf(settings.dataDir),
    firstStart: localKey !== null,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** A worker without a server, on a database that several processes share. */
export async function startWorker(
  settings: Settings,
  { lanes }: { lanes: readonly Lane[] },
): Promise<{ readonly metricsUrl: string | null; stop(): Promise<void> }> {
  const base = await openBase(settings, "worker");
  try {
    const working = startWorking(settings, base, lanes);
    const { walBytes, connections } = base.opened;
    const running = () => working.running();
    const metrics = lazyMetrics({
      store: base.opened.store,
      streams: () => 0,
      running,
      claimed: () => working.claimed(),
      rings: base.bells.redis?.rings ?? null,
      walBytes,
      connections,
    });
    const { host, metricsPort } = settings;
    const port = metricsPort === null ? null : await openMetricsPort({ host, port: metricsPort, metrics });
    if (port) base.deps.log("info", "metrics-port", { url: port.url });
    let stopping: Promise<void> | null = null;
    async function stop(): Promise<void> {
      await working.stop();
      await port?.close();
      await closeBase(base);
      base.deps.log("info", "stopped", { claimed: working.claimed() });
    }
    return {
      metricsUrl: port?.url ?? null,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await closeBase(base);
    throw error;
  }
}

async function closeBase({ bells, tools, backups, opened }: Base): Promise<void> {
  await backups.stop();
  await bells.close();
  await tools.close();
  await opened.close();
}
