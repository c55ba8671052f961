import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { lastBackups } from "../store/backups.ts";
import { countSteps } from "../store/step-queue.ts";
import type { Store } from "../store/store.ts";

export interface MetricSources {
  readonly store: Store;
  /** Open event streams. */
  readonly streams: () => number;
  /** Steps this process works on. */
  readonly running: () => number;
  /** Steps claimed here since the start, by what made the worker look. */
  readonly claimed: () => Readonly<Record<string, number>>;
  /** Rings handed to Redis, and those that were not; null without Redis. */
  readonly rings: (() => { readonly sent: number; readonly dropped: number }) | null;
  /** Bytes in SQLite's write-ahead log; null on PostgreSQL. */
  readonly walBytes: (() => number) | null;
  /** The pool of connections to PostgreSQL; null on SQLite. */
  readonly connections: (() => { open: number; idle: number; waiting: number }) | null;
}

/** Figures for Prometheus, gathered when asked for. */
export function openMetrics(sources: MetricSources): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  /** Counted elsewhere; here it is only told. */
  const counter = (name: string, help: string, label: string, values: () => Readonly<Record<string, number>>) =>
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        this.reset();
        for (const [value, count] of Object.entries(values())) this.inc({ [label]: value }, count);
      },
    });
  counter("digital_wall_steps_claimed_total", "Steps claimed here, by what made us look", "because", sources.claimed);
  if (sources.rings) counter("digital_wall_rings_total", "Rings of workers by Redis", "outcome", sources.rings);
  gauge("digital_wall_streams", "Open event streams", sources.streams);
  gauge("digital_wall_steps_here", "Steps this process works on", sources.running);
  if (sources.walBytes) gauge("digital_wall_wal_bytes", "Bytes in the write-ahead log of SQLite", sources.walBytes);
  const { connections } = sources;
  if (connections) {
    gauge("digital_wall_database_connections", "Open connections to PostgreSQL", () => connections().open);
    gauge("digital_wall_database_connections_idle", "Those that nobody uses", () => connections().idle);
    gauge("digital_wall_database_waiting", "Callers that wait for a connection", () => connections().waiting);
  }
  new Gauge({
    name: "digital_wall_backup_timestamp_seconds",
    help: "When the last backup of each outcome was begun; 0 is never",
    labelNames: ["outcome"],
    registers: [registry],
    async collect() {
      const { verified, ended } = await lastBackups(sources.store.reader);
      this.set({ outcome: "verified" }, (verified?.started_at ?? 0) / 1_000);
      this.set({ outcome: "failed" }, ended?.state === "failed" ? ended.started_at / 1_000 : 0);
    },
  });
  new Gauge({
    name: "digital_wall_steps",
    help: "Steps by lane and state",
    labelNames: ["lane", "state"],
    registers: [registry],
    async collect() {
      for (const { lane, pending, processing, failed } of await countSteps(sources.store.reader, null)) {
        this.set({ lane, state: "pending" }, pending);
        this.set({ lane, state: "processing" }, processing);
        this.set({ lane, state: "failed" }, failed);
      }
    },
  });
  return () => registry.metrics();
}
