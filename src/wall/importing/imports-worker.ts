import type { ImportState } from "../../contract/import-names.ts";
import { LIMITS } from "../../contract/limits.ts";
import { ImportRefused } from "../../core/imported.ts";
import { DatabaseUnavailable } from "../../core/ports/database.ts";
import { FilesUnavailable } from "../../core/ports/files.ts";
import { Chores } from "../../pipeline/chores.ts";
import { releaseHeld, workOnDue } from "../../store/claims.ts";
import { findFiles, releaseFiles } from "../../store/files.ts";
import {
  filesOfPages,
  forgetOldSecrets,
  forgetPages,
  forgetSecret,
  importsWithOldPages,
} from "../../store/import-pulls.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import {
  beatImport,
  DUE_IMPORTS,
  forgetImportFile,
  type HeldImport,
  type ImportChanges,
  importsWithOldFiles,
  noteImport,
  sourceOf,
  startChecked,
} from "../../store/imports.ts";
import { findPerson } from "../../store/persons.ts";
import { checkSource } from "./check-pass.ts";
import { ImportLost, takeRows } from "./import-pass.ts";
import { pullPages } from "./pull-pages.ts";
import { readPulled } from "./read-pulled.ts";
import { openSource } from "./read-source.ts";
import type { PullDeps } from "./service-way.ts";
import { takeBack } from "./undo-pass.ts";

const LOOK_MS = 500;
const OLD_EVERY_MS = 600_000;
const OLD_A_PASS = 100;
/** Imports that one process works on: a large one of somebody must not keep a small one of somebody else waiting. */
const AT_ONCE = 2;
const BEATS_A_LEASE = 4;
/** Whoever watches is told of the progress this often at most. */
const TELL_EVERY_MS = 250;
/** An import that was begun so often and never got on would kill every process in turn. */
const TRIES = 10;
const FILE_KEPT_MS = LIMITS.importFileDays * 24 * 3_600_000;
const KEY_KEPT_MS = LIMITS.pullKeyHours * 3_600_000;

export interface ImportsWorkerDeps extends PullDeps {
  /** This process, in `leased_by`. */
  readonly worker: string;
  readonly leaseMs: number;
}

/** What becomes of the import's row when a pass has ended. */
type Ending = ImportChanges & { readonly state: ImportState };

/**
 * Works on imports that are due: checks them, takes their rows in, takes them back. Any number of processes may; an import
 * is one's at a time, and each unit makes sure that it still is.
 */
export class ImportsWorker {
  readonly #deps: ImportsWorkerDeps;
  readonly #chores: Chores;
  readonly #stop = new AbortController();
  /** Imports that this process works on; what rings for them rings for those who watch. */
  readonly #ours = new Set<string>();
  #stopListening: () => void = () => {};

  constructor(deps: ImportsWorkerDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  start(): void {
    const places = Array.from({ length: AT_ONCE }, () =>
      this.#chores.every(LOOK_MS, "imports", () => this.#workOnDue()),
    );
    this.#stopListening = this.#deps.channel.subscribe((message) => {
      if (message.kind === "import" && !this.#ours.has(message.import)) for (const look of places) look();
    });
    this.#chores.every(OLD_EVERY_MS, "imports-old", () =>
      this.#chores.ours(this.#deps.store, "imports-old", () => this.#forgetFiles()),
    );
  }

  /** Gives back what is being worked on; what was taken until then stays taken. */
  async stop(): Promise<void> {
    this.#stopListening();
    this.#stop.abort(new Error("shutting down"));
    await this.#chores.stop();
  }

  /** One import after another. What was checked is taken in at once, when its person wanted that. */
  async #workOnDue(): Promise<void> {
    const { store, worker, leaseMs } = this.#deps;
    await workOnDue(store, DUE_IMPORTS, { worker, leaseMs, signal: this.#stop.signal }, (row) => this.#workOn(row));
  }

  /** Tells whether its pass came to an end. What was given back must not be taken again at once. */
  async #workOn(row: ImportsRow): Promise<boolean> {
    const { store, log, leaseMs } = this.#deps;
    const held: HeldImport = { id: row.id, attempt: row.attempt, state: row.state };
    const lost = new AbortController();
    const beat = setInterval(() => {
      store
        .write((unit) => beatImport(unit, held, leaseMs))
        .then((isOurs) => !isOurs && lost.abort(new ImportLost()))
        .catch((error: unknown) => log("warn", "import-delayed", { import: row.id, error: String(error) }));
    }, leaseMs / BEATS_A_LEASE);
    const signal = AbortSignal.any([this.#stop.signal, lost.signal]);
    this.#ours.add(row.id);
    try {
      const ending = row.tries > TRIES ? STUCK : await this.#pass(row, held, signal);
      if (ending !== null) await this.#end(held, ending);
      return true;
    } catch (error) {
      await this.#gaveUp(held, error);
      return false;
    } finally {
      clearInterval(beat);
      this.#ours.delete(row.id);
      this.#tell(row.id);
    }
  }

  /** Null when the pass has written its end itself. */
  async #pass(row: ImportsRow, held: HeldImport, signal: AbortSignal): Promise<Ending | null> {
    const { store, files } = this.#deps;
    const person = await findPerson(store.reader, row.person);
    const allowHosts = person?.role === "owner" ? this.#deps.allowHosts : [];
    const deps = { ...this.#deps, allowHosts };
    const told = this.#teller(row.id);
    if (row.state === "undoing") {
      await takeBack(deps, { row, held, signal }, told);
      return null;
    }
    const isPull = sourceOf(row).kind === "pull";
    if (isPull && row.state === "checking") {
      await pullPages(deps, { row, held, signal }, (things) => this.#checked(held, things, signal));
    }
    const [file] = row.file === null ? [] : await findFiles(store.reader, { ids: [row.file], owner: row.person });
    if (!isPull && !file) return failed("source-not-readable", "The file is not here any more.");
    const reading = file ? await openSource(files, row, file.store_key) : await readPulled(deps, row, signal);
    if (row.state === "importing") {
      await takeRows(deps, { row, held, signal }, reading, told);
      return { state: "done" };
    }
    const { check, rows } = await checkSource(
      { db: store.reader, person: row.person, allowHosts },
      reading,
      (position) => this.#checked(held, position, signal),
    );
    return { state: "ready", format: reading.format, known_rows: rows, checked: JSON.stringify(check), position: rows };
  }

  #lastNotedMs = 0;

  /** Progress of a check is worth a write now and then, which also says that it gets on. */
  async #checked(held: HeldImport, position: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (performance.now() - this.#lastNotedMs < TELL_EVERY_MS) return;
    this.#lastNotedMs = performance.now();
    if (!(await this.#deps.store.write((unit) => noteImport(unit, held, { position })))) throw new ImportLost();
    this.#tell(held.id);
  }

  async #end(held: HeldImport, ending: Ending): Promise<void> {
    const { store, log } = this.#deps;
    const isOurs = await store.write(async (unit) => {
      const changes = { ...ending, leased_by: null, leased_until: null };
      if (ending.state !== "ready") {
        await forgetSecret(unit, held.id);
        return await noteImport(unit, held, { ...changes, ended_at: unit.nowMs });
      }
      if (!(await noteImport(unit, held, changes))) return false;
      await startChecked(unit, held.id);
      return true;
    });
    if (isOurs) log("info", "import-ended", { import: held.id, was: held.state, state: ending.state });
  }

  async #gaveUp(held: HeldImport, error: unknown): Promise<void> {
    const { store, log } = this.#deps;
    if (error instanceof ImportLost) return log("info", "import-lost", { import: held.id });
    if (error instanceof ImportRefused) return await this.#end(held, failed(error.problem.code, error.problem.reason));
    const isPassing = error instanceof DatabaseUnavailable || error instanceof FilesUnavailable;
    if (isPassing || this.#stop.signal.aborted) {
      if (isPassing) log("warn", "import-delayed", { import: held.id, error: String(error) });
      // Where the database is away, the lease ends by itself.
      return await store.write((unit) => releaseHeld(unit, "imports", { ...held, isUnharmed: true })).catch(() => {});
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log("error", "fault", { what: "import", import: held.id, error: text });
    await this.#end(held, failed("internal", "Something broke on our side. What was imported until then stays."));
  }

  async #forgetFiles(): Promise<void> {
    const { store } = this.#deps;
    await store.write((unit) => forgetOldSecrets(unit, unit.nowMs - KEY_KEPT_MS));
    const endedBeforeMs = (await store.nowMs()) - FILE_KEPT_MS;
    for (const id of await importsWithOldPages(store.reader, { endedBeforeMs, limit: OLD_A_PASS })) {
      const pages = await filesOfPages(store.reader, id);
      await store.write(async (unit) => {
        await releaseFiles(unit, pages);
        await forgetPages(unit, id);
      });
    }
    for (const { id, file } of await importsWithOldFiles(store.reader, { endedBeforeMs, limit: OLD_A_PASS }))
      await store.write(async (unit) => {
        await releaseFiles(unit, file === null ? [] : [file]);
        await forgetImportFile(unit, id);
      });
  }

  #teller(id: string): () => void {
    let lastMs = 0;
    return () => {
      if (performance.now() - lastMs < TELL_EVERY_MS) return;
      lastMs = performance.now();
      this.#tell(id);
    };
  }

  #tell(id: string): void {
    this.#deps.channel.publish({ kind: "import", import: id });
  }
}

const failed = (code: string, detail: string): Ending => ({ state: "failed", error_code: code, error_detail: detail });
const STUCK = failed("import-stuck", "Working on it ends the process that tries. What was imported until then stays.");
