import type { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import {
  CommitUnknown,
  StaleRead,
  UniqueViolation,
  type UnitOf,
  UnitStrayed,
  WRITE_ATTEMPTS,
  type WritableDb,
} from "../core/ports/database.ts";
import { beginToWrite } from "./sqlite-begin.ts";
import { describeSqliteError, sqliteDialect } from "./sqlite-kysely.ts";
import type { WriteAheadLog } from "./sqlite-log.ts";
import type { ReadSnapshot } from "./sqlite-snapshot.ts";

/** A batch takes so many units at most: one that fails after it wrote has them all run again. */
const BATCH_UNITS = 64;
/** Units run one after another for so long before whoever else waits in this process has their turn. */
const TURN_MS = 5;

/** How often the event loop has turned: 0.1 µs to ask. */
const turnsOfLoop = (): number => performance.nodeTiming.uvMetricsInfo.loopCount;

interface Job<Tables> {
  readonly work: (unit: UnitOf<Tables>) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly attempt: number;
  /** It was in a batch that another unit spoilt, or lost a race: from then on it runs in a savepoint of its own. */
  readonly isCareful: boolean;
}

interface Done<Tables> {
  readonly job: Job<Tables>;
  readonly value: unknown;
}

/** Units whose transaction is open, or committed and on its way to the disk. */
interface Batch<Tables> {
  readonly done: Done<Tables>[];
  hasWritten: boolean;
}

/** A commit that is being synced. */
interface Flight<Tables> {
  readonly batch: Batch<Tables>;
  /** Ends with what went wrong, or null. */
  readonly landed: Promise<{ readonly cause: unknown } | null>;
  isOver: boolean;
}

/**
 * Many units, one sync: units that wait together share a transaction, and a unit is answered when its commit is on the disk.
 *
 * The sync runs in a thread. Meanwhile the units that follow run in the next transaction, which stays open for those who
 * come until the sync has ended and is committed then: never are two commits on their way. The reader stands before the
 * commit that is on its way (docs/decisions/0029).
 *
 * Nearly all units succeed, so the first try of each has no savepoint: with one, every accept flushed its search words
 * to the tables of FTS5 by themselves, which doubled what its rows cost (130 to 255 µs). A unit that throws after it
 * wrote takes the whole transaction back; it fails alone, and the innocent run again, each in its own savepoint.
 *
 * A unit runs alone from its first to its last statement. All of SQLite is synchronous here and Kysely settles in
 * microtasks, so a whole batch passes without the event loop turning once; if it does turn, a unit awaited something
 * else, and the next statement of that unit is refused. (Interleaved savepoints once lost an answered unit.) A timer or an
 * answer that is due at once comes before the immediate that would tell of the turn; a timer of ours, set before any of the
 * unit's, and the count of turns tell of those.
 */
export class GroupCommit<Tables> {
  readonly #connection: DatabaseSync;
  readonly #clock: () => number;
  readonly #log: WriteAheadLog;
  readonly #snapshot: ReadSnapshot;
  readonly #db: WritableDb<Tables>;
  readonly #waiting: Job<Tables>[] = [];
  #draining: Promise<void> | null = null;
  /** Called when a unit joins those that wait. */
  #arrived: () => void = () => {};
  #fault: CommitUnknown | null = null;
  #strayed = false;
  /** A view that outlives its unit would write without a transaction. */
  #isInUnit = false;
  /** Whether the unit that runs has written, or may have. */
  #hasWritten = false;

  constructor(
    connection: DatabaseSync,
    { clock, log, snapshot }: { clock: () => number; log: WriteAheadLog; snapshot: ReadSnapshot },
  ) {
    this.#connection = connection;
    this.#clock = clock;
    this.#log = log;
    this.#snapshot = snapshot;
    const guard = (writes: boolean) => {
      if (this.#strayed || !this.#isInUnit) throw new UnitStrayed();
      this.#hasWritten ||= writes;
    };
    this.#db = new Kysely<Tables>({ dialect: sqliteDialect(connection, guard) }) as WritableDb<Tables>;
  }

  /**
   * Why nothing can be written any more. After a sync that failed the kernel may hold for written what is not, so that no later
   * sync says anything: only who reads the log anew, at the next start, knows what stands in it.
   */
  get fault(): CommitUnknown | null {
    return this.#fault;
  }

  run<Result>(work: (unit: UnitOf<Tables>) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({
        work,
        resolve: resolve as (value: unknown) => void,
        reject,
        attempt: 1,
        isCareful: false,
      });
      this.#arrived();
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when no unit waits or runs, and none is on its way to the disk. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    let flight: Flight<Tables> | null = null;
    // One turn of the event loop gathers the units of all requests that arrived together; a lone writer pays nothing.
    // Each batch waits for a turn of its own: somebody who wrote one unit after another let no timer and no request pass.
    do {
      if (!flight?.isOver) await nextTurn();
      const isLong = !this.#fault && this.#log.isLong();
      const batch: Batch<Tables> | null = isLong ? null : await this.#runBatch(flight);
      const landed: Flight<Tables> | null = flight;
      const failure = landed && (await landed.landed);
      if (failure) this.#giveUp(failure.cause, [landed?.batch, batch]);
      else {
        if (landed) this.#snapshot.release();
        // The next sync begins before anybody is told of the last, so that the disk does not wait for what they do then.
        flight = batch && this.#commit(batch);
        resolveAll(landed?.batch.done);
        if (flight === null) resolveAll(batch?.done);
        if (isLong) await this.#startLogAnew();
      }
      if (flight && this.#waiting.length === 0) await this.#landedOrArrived(flight);
    } while (this.#waiting.length > 0 || (flight && !this.#fault));
    this.#draining = null;
  }

  /** Runs units that wait, in a transaction that it leaves open. Null when there is none, or it came to nothing. */
  async #runBatch(flight: Flight<Tables> | null): Promise<Batch<Tables> | null> {
    if (this.#waiting.length === 0) return null;
    const batch: Batch<Tables> = { done: [], hasWritten: false };
    try {
      if (this.#fault) throw this.#fault;
      await beginToWrite(this.#connection);
    } catch (error) {
      for (const job of this.#waiting.splice(0)) job.reject(describeSqliteError(error));
      return null;
    }
    for (;;) {
      if (!(await this.#runUnits(batch))) return null;
      if (!flight || flight.isOver || batch.done.length >= BATCH_UNITS) return batch;
      // While the commit before it is synced, a batch takes in whoever comes.
      if (this.#waiting.length > 0) await nextTurn();
      else await this.#landedOrArrived(flight);
    }
  }

  /** Tells whether the batch still stands: a unit may have spoilt it, or SQLite given it up. */
  async #runUnits(batch: Batch<Tables>): Promise<boolean> {
    const { done } = batch;
    const startedAt = performance.now();
    while (this.#waiting.length > 0 && done.length < BATCH_UNITS && performance.now() - startedAt < TURN_MS) {
      const job = this.#waiting.shift();
      if (!job) break;
      const outcome = await this.#runUnit(job);
      batch.hasWritten ||= this.#hasWritten;
      if (!this.#connection.isTransaction) {
        // SQLite itself gave the transaction up (disk full, I/O error): every unit in it is gone, and says so.
        if (!outcome.ok) job.reject(describeSqliteError(outcome.error));
        else done.push({ job, value: outcome.value });
        rejectAll(done, describeSqliteError(outcome.ok ? new Error("the transaction ended early") : outcome.error));
        return false;
      }
      if (outcome.ok) {
        done.push({ job, value: outcome.value });
        continue;
      }
      const lostRace = outcome.error instanceof UniqueViolation || outcome.error instanceof StaleRead;
      const runsAgain = lostRace && job.attempt < WRITE_ATTEMPTS;
      if (!runsAgain) job.reject(describeSqliteError(outcome.error));
      const again = runsAgain ? [{ ...job, attempt: job.attempt + 1, isCareful: true }] : [];
      if (outcome.isUndone) {
        this.#waiting.unshift(...again);
        continue;
      }
      this.#connection.exec("rollback");
      const innocent = done.map(({ job }) => ({ ...job, isCareful: true }));
      this.#waiting.unshift(...innocent, ...again);
      return false;
    }
    return true;
  }

  /** Commits and begins to sync. Null when nothing is on its way: nothing was written, or the commit failed. */
  #commit(batch: Batch<Tables>): Flight<Tables> | null {
    try {
      if (batch.hasWritten) this.#snapshot.pin();
      this.#connection.exec("commit");
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec("rollback");
      this.#snapshot.release();
      rejectAll(batch.done, describeSqliteError(error));
      return null;
    }
    if (!batch.hasWritten) return null;
    const landed = this.#log.sync().then(
      () => null,
      (cause: unknown) => ({ cause }),
    );
    const flight: Flight<Tables> = { batch, landed, isOver: false };
    void landed.then(() => {
      flight.isOver = true;
    });
    return flight;
  }

  async #landedOrArrived(flight: Flight<Tables>): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
    await Promise.race([flight.landed, arrived]);
  }

  async #startLogAnew(): Promise<void> {
    this.#snapshot.release();
    await this.#log.startAnew();
    // Whoever read meanwhile holds on to the log; what they read next comes from the database alone.
    this.#snapshot.release();
  }

  /** What was committed stays as it is, and unread: it stands on the disk whole, or not at all. */
  #giveUp(cause: unknown, batches: readonly (Batch<Tables> | null | undefined)[]): void {
    this.#fault = new CommitUnknown(cause, "what was written did not reach the disk; start the program anew");
    if (this.#connection.isTransaction) this.#connection.exec("rollback");
    for (const batch of batches) rejectAll(batch?.done, this.#fault);
  }

  /** `isUndone` tells of a unit that failed whether the transaction is as it was before it. */
  async #runUnit({
    work,
    isCareful,
  }: Job<Tables>): Promise<{ ok: true; value: unknown } | { ok: false; error: unknown; isUndone: boolean }> {
    if (isCareful) this.#connection.exec("savepoint unit");
    this.#strayed = false;
    this.#hasWritten = false;
    this.#isInUnit = true;
    const stray = () => {
      this.#strayed = true;
    };
    const watch = setImmediate(stray);
    const timer = setTimeout(stray, 1);
    const turns = turnsOfLoop();
    try {
      const value = await work({ db: this.#db, dialect: "sqlite", nowMs: this.#clock() });
      if (this.#strayed || turnsOfLoop() !== turns) throw new UnitStrayed();
      if (isCareful) this.#connection.exec("release unit");
      return { ok: true, value };
    } catch (error) {
      if (isCareful && this.#connection.isTransaction) this.#connection.exec("rollback to unit; release unit");
      return { ok: false, error, isUndone: isCareful || !this.#hasWritten };
    } finally {
      clearImmediate(watch);
      clearTimeout(timer);
      this.#strayed = false;
      this.#isInUnit = false;
    }
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

function resolveAll<Tables>(done: Done<Tables>[] = []): void {
  for (const { job, value } of done.splice(0)) job.resolve(value);
}

function rejectAll<Tables>(done: Done<Tables>[] = [], error: unknown): void {
  for (const { job } of done.splice(0)) job.reject(error);
}
