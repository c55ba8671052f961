import { hostname } from "node:os";
import type { Settings } from "../../config/settings.ts";
import type { Log } from "../../core/events.ts";
import { newId } from "../../core/ids.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { Chores } from "../../pipeline/chores.ts";
import type { BackupRow } from "../../store/backup-row.ts";
import { beginBackup, endBackup, lastBackups } from "../../store/backups.ts";
import { releaseChores } from "../../store/chores.ts";
import type { Store } from "../../store/store.ts";
import type { CopyRows } from "./copy-rows.ts";
import { reasonOf } from "./refused.ts";
import { type BackupProgress, takeBackup } from "./take-backup.ts";

const LOOK_EVERY_MS = 60_000;
/** After one that failed: not at once, since a full disk is seldom emptied within a minute. */
const TRY_AGAIN_MS = 3_600_000;
/** A backup may be late by as much as the night that a machine was off, before anybody is alarmed. */
const LATE_MS = 36 * 3_600_000;

export interface BackupsDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly copyRows: CopyRows;
  readonly settings: Settings["backups"];
  readonly log: Log;
  readonly worker: string;
}

/** How backups stand, for whoever looks after the system. */
export interface BackupsState {
  readonly verified: BackupRow | null;
  /** A sentence; null when all is well. */
  readonly trouble: string | null;
}

/** Takes backups, by the clock and when asked. Of several processes one does it at a time, held by a chore. */
export class Backups {
  readonly #deps: BackupsDeps;
  readonly #chores: Chores;
  readonly #stopping = new AbortController();
  #running: { id: string; progress: BackupProgress; ended: Promise<void> } | null = null;

  constructor(deps: BackupsDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  /** From now on by the clock, if it is set so. */
  start(): void {
    if (this.#deps.settings.everyMs !== null)
      this.#chores.every(LOOK_EVERY_MS, "backup", async () => void (await this.takeWhenDue()));
  }

  /** Breaks off one that is under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.ended;
    await this.#chores.stop();
  }

  /** @returns whether one was taken, or tried */
  async takeWhenDue(): Promise<boolean> {
    if (!(await this.#isDue())) return false;
    let isTaken = false;
    await this.#chores.ours(this.#deps.store, "backup", async () => {
      // Another process may have taken it while this one waited for the chore.
      if (this.#running !== null || !(await this.#isDue())) return;
      isTaken = true;
      await (await this.#begin("schedule")).ended;
    });
    await this.#giveBack();
    return isTaken;
  }

  /** Begins one now, or joins the one that runs. @returns its id; null when another process is taking one */
  async ask(): Promise<string | null> {
    if (this.#running !== null) return this.#running.id;
    const begun = Promise.withResolvers<string | null>();
    void this.#chores
      .ours(this.#deps.store, "backup", async () => {
        const running = this.#running ?? (await this.#begin("asked"));
        begun.resolve(running.id);
        await running.ended;
      })
      .then(() => this.#giveBack())
      .then(() => begun.resolve(null), begun.reject);
    return await begun.promise;
  }

  /** How far one is that runs in this process. */
  progressOf(id: string): BackupProgress | null {
    return this.#running?.id === id ? this.#running.progress : null;
  }

  async state(): Promise<BackupsState> {
    const { store, settings } = this.#deps;
    const { verified, ended } = await lastBackups(store.reader);
    if (ended?.state === "failed") return { verified, trouble: `The last backup failed: ${ended.error ?? "unknown"}` };
    const lateAfterMs = settings.everyMs === null ? null : settings.everyMs + LATE_MS;
    const sinceMs = verified?.started_at ?? (await this.#madeAtMs());
    const isLate = lateAfterMs !== null && sinceMs !== null && (await store.nowMs()) > sinceMs + lateAfterMs;
    return { verified, trouble: isLate ? `No backup was taken since ${new Date(sinceMs).toISOString()}.` : null };
  }

  async #isDue(): Promise<boolean> {
    const { store, settings } = this.#deps;
    if (settings.everyMs === null || this.#stopping.signal.aborted) return false;
    const nowMs = await store.nowMs();
    const { verified, ended } = await lastBackups(store.reader);
    if (ended?.state === "failed" && nowMs < ended.started_at + TRY_AGAIN_MS) return false;
    // A wall that was just made is backed up when it has something to lose.
    const sinceMs = verified?.started_at ?? (await this.#madeAtMs());
    return sinceMs !== null && nowMs >= sinceMs + settings.everyMs;
  }

  /** When the wall was begun; null before that. */
  async #madeAtMs(): Promise<number | null> {
    const { reader } = this.#deps.store;
    const owner = await reader
      .selectFrom("persons")
      .select("created_at")
      .where("role", "=", "owner")
      .executeTakeFirst();
    return owner?.created_at ?? null;
  }

  /** So that whoever is asked next need not wait for the hold to end. */
  async #giveBack(): Promise<void> {
    const { store, worker } = this.#deps;
    if (store.dialect === "postgres") await store.write((unit) => releaseChores(unit, worker));
  }

  async #begin(cause: "asked" | "schedule"): Promise<{ id: string; ended: Promise<void> }> {
    const id = newId();
    const running = { id, progress: { doing: "rows", done: 0 } as BackupProgress, ended: Promise.resolve() };
    this.#running = running;
    try {
      await this.#deps.store.write((unit) => beginBackup(unit, { id, cause, host: hostname() }));
    } catch (error) {
      this.#running = null;
      throw error;
    }
    running.ended = this.#take(id, cause, (progress) => {
      running.progress = progress;
    }).finally(() => {
      this.#running = null;
    });
    return running;
  }

  /** Never throws: what failed is a row, a line of the log and a reason of the health. */
  async #take(id: string, cause: "asked" | "schedule", tell: (progress: BackupProgress) => void): Promise<void> {
    const { store, files, copyRows, settings, log } = this.#deps;
    const { signal } = this.#stopping;
    const startedMs = performance.now();
    try {
      const taken = await takeBackup({ store, copyRows, files, settings, cause, signal, tell });
      const { folder, bytes, rows, removed } = taken;
      await store.write((unit) => endBackup(unit, id, { folder, bytes }));
      const ms = Math.round(performance.now() - startedMs);
      const missing = taken.files.missing.length;
      log(missing > 0 ? "warn" : "info", "backup-verified", {
        folder,
        bytes,
        rows,
        files: taken.files.count,
        missing,
        ms,
      });
      if (removed.length > 0) log("info", "backup-removed", { folders: removed });
    } catch (error) {
      log("error", "backup-failed", { error: String(error), reason: reasonOf(error) });
      await store
        .write((unit) => endBackup(unit, id, { error: reasonOf(error) }))
        .catch((fault: unknown) => log("warn", "fault", { what: "noting a backup", error: String(fault) }));
    }
  }
}
