import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { openLog } from "./adapters/log-json.ts";
import { openMetricsPort } from "./adapters/metrics-port.ts";
import { firstAsked } from "./ai/chain.ts";
import type { Meaning } from "./ai/embed.ts";
import { PRICES_AS_OF } from "./ai/prices.ts";
import { openQuestions } from "./ai/questions-asked.ts";
import { Backups } from "./app/backup/backups.ts";
import { openHealth } from "./app/health.ts";
import { lazyMetrics } from "./app/lazy-metrics.ts";
import { hasKeyFile, keyFileOf, removeServerFile, writeKeyFile, writeServerFile } from "./app/local-files.ts";
import { aiCounted, type OpenDoorbells, openDoorbells } from "./app/open-doorbells.ts";
import { openMailer } from "./app/open-mailer.ts";
import { openMeaningBy } from "./app/open-meaning.ts";
import { openKeySealing, warnOfOtherKey } from "./app/open-sealing.ts";
import { openSignInService } from "./app/open-sign-in-service.ts";
import { type OpenStore, openStore } from "./app/open-store.ts";
import { breakersOf, type OpenTools, openTools } from "./app/open-tools.ts";
import { ownAddressesOf } from "./app/own-addresses.ts";
import { renewLocalKey } from "./app/renew-local-key.ts";
import { startWorking, type Working } from "./app/start-working.ts";
import { packageFolder, programVersion } from "./app/version.ts";
import type { Settings } from "./config/settings.ts";
import { armFailpoint } from "./core/failpoint.ts";
import { newId } from "./core/ids.ts";
import type { Mailer } from "./core/ports/mail.ts";
import type { Sealing } from "./core/seal.ts";
import { LANES, type Lane } from "./core/steps.ts";
import { openAuth } from "./http/auth.ts";
import { closeServer } from "./http/close-server.ts";
import type { HttpContext } from "./http/context.ts";
import { openEstimates } from "./http/estimates.ts";
import { Live } from "./http/live/live.ts";
import { ownerLinkUrl } from "./http/routes/keys.ts";
import { openServer } from "./http/server.ts";
import { analyzeContent, linksFor, previewAnalysis } from "./pipeline/analyze-once.ts";
import { openLedger, type RowLedger } from "./pipeline/ledger.ts";
import { Ranks } from "./pipeline/ranks.ts";
import type { Store } from "./store/store.ts";
import type { WallDeps } from "./wall/deps.ts";
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
  /** The rows it works on, for who started it within this process: a second writing connection here would wait for itself. */
  readonly store: Store;
  /** Drains and ends everything; what runs is finished or given back. */
  stop(): Promise<void>;
}

/** What every process has, whatever it does: rows, doorbells, tools. */
interface Base {
  readonly opened: OpenStore;
  readonly bells: OpenDoorbells;
  readonly deps: WallDeps;
  readonly tools: OpenTools;
  /** Null where nothing is found by meaning. */
  readonly meaning: Meaning | null;
  readonly ledger: RowLedger;
  readonly backups: Backups;
  readonly sealing: Sealing;
  readonly mailer: Mailer | null;
  readonly own: { addresses: { host: string; port: number }[] };
}

async function openBase(settings: Settings, role: "serve" | "worker"): Promise<Base> {
  armFailpoint(settings.crashAt);
  const log = openLog(settings.logLevel);
  const opened = await openStore(settings, role);
  // A key that cannot be read must not leave the folder taken.
  const sealing = await openKeySealing(settings).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
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
  const meaning = await openMeaningBy(settings, asked).catch(async (error: unknown) => {
    await tools.close();
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
  await warnOfOtherKey(deps, sealing);
  const mailer = openMailer(settings);
  return { opened, bells, deps, tools, meaning, ledger, backups, sealing, mailer, own };
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
  const { deps, opened, bells, tools, backups, sealing, mailer, own } = base;
  const { store, log } = deps;
  const { owner, localKey } = await ensureOwner(store);
  if (localKey !== null) await writeKeyFile(settings.dataDir, localKey);
  else if (!hasKeyFile(settings.dataDir)) await renewLocalKey(settings, store, owner);

  const auth = openAuth(deps);
  const questions = base.meaning && openQuestions(base.meaning);
  const elsewhere = await openSignInService(settings.oidc);
  const state = { ready: false };
  const live = new Live({
    ...deps,
    statusOf: (share) => statusOfShare(store.reader, share),
    progressOf: (share) => progressOf(store.reader, share),
    importTold: (id) => importTold(store.reader, id),
  });
  let working: Working | null = null;
  let url = "";
  const context: HttpContext = {
    ...deps,
    auth,
    live,
    state,
    questions,
    breakers: () => breakersOf(tools),
    ai: {
      name: firstAsked(tools.chain),
      limits: settings.ai.budgets,
      pricesAsOf: PRICES_AS_OF,
      meaningOf: base.meaning?.model ?? null,
      analyzeContent: (asked) => analyzeContent(tools, asked),
      previewAnalysis: (asked) => previewAnalysis(tools, store.reader, asked),
      refuseUnknown: (wish) => void linksFor(tools, wish),
    },
    estimateSeconds: openEstimates(store),
    health: openHealth({
      store,
      files: tools.files,
      chain: tools.chain,
      meaning: base.meaning,
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
    publicWalls: settings.publicWalls,
    maxFileBytes: settings.maxFileBytes,
    maxImportBytes: settings.maxImportBytes,
    version: programVersion,
    ...elsewhere,
    namedUrl: settings.publicUrl,
    publicUrl: () => settings.publicUrl?.origin ?? url,
    secureCookies: settings.publicUrl?.protocol === "https:",
    sealing,
    sendsMail: mailer !== null,
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
    await elsewhere.signInService?.close();
    questions?.close();
    await closeBase(base);
    log("info", "stopped", { claimed: working?.claimed() ?? {} });
  }
  return {
    url,
    ownerLink,
    keyFile: keyFileOf(settings.dataDir),
    firstStart: localKey !== null,
    store,
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

async function closeBase({ bells, tools, meaning, backups, mailer, opened }: Base): Promise<void> {
  await backups.stop();
  await mailer?.close();
  await bells.close();
  await tools.close();
  await meaning?.close();
  await opened.close();
}
