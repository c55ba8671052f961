import type { Log } from "../core/events.ts";
import type { FileStore } from "../core/ports/files.ts";
import { isOpen, PRIORITIES } from "../core/steps.ts";
import { forgetFile, listUnkept, markLeaving } from "../store/files.ts";
import { forgetOldGuestShares } from "../store/guest-shares.ts";
import { lockItem, updateItem } from "../store/items.ts";
import { forgetOldLanded } from "../store/landed-shares.ts";
import { wallsOfItem } from "../store/places.ts";
import { forgetOldSecrets } from "../store/secrets.ts";
import { lockShare, updateShare } from "../store/shares.ts";
import { freeExpiredLeases, listStrandedShares, sweepNeeded, wakeDueSteps } from "../store/step-queue.ts";
import { stepsOfRun } from "../store/steps.ts";
import type { Store } from "../store/store.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import { forgetOldWallInvitations } from "../store/wall-invitations.ts";
import { followExpiredLinks } from "../store/wall-links.ts";
import { Chores } from "./chores.ts";
import { emptyTrash, forgetOldActs, forgetOldDeletions, forgetOldMarks, forgetOldShares } from "./forget-old.ts";
import { indexAgain } from "./index-again.ts";
import { learnNewWords } from "./learn-words.ts";
import { nextStep } from "./plan.ts";
import type { Ranks } from "./ranks.ts";
import { addStep } from "./start-run.ts";

const SWEEP_MS = 500;
const STRANDED_EVERY_MS = 10_000;
const FILES_EVERY_MS = 60_000;
const INDEX_EVERY_MS = 1_000;
const WORDS_EVERY_MS = 2_000;
const OLD_EVERY_MS = 600_000;
const ABANDON_EVERY_MS = 3_600_000;
const ROWS_A_PASS = 500;
/** A share just accepted or settled is not stranded: its next step may be in a transaction under way. */
const STRANDED_AFTER_MS = 30_000;
/** Invitations to walls that are over: nobody looks for one so old. */
const INVITATIONS_KEPT_MS = 30 * 24 * 3_600_000;
/** What guests brought and nobody decided on. */
const GUEST_SHARES_KEPT_MS = 90 * 24 * 3_600_000;
/** Bytes that nobody kept: as long as a phone may take to come back to an upload. */
export const UNKEPT_AFTER_MS = 24 * 3_600_000;

export interface SweeperDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly ranks: Ranks;
  readonly log: Log;
  readonly worker: string;
}

/**
 * The chores that keep rows and bytes true: due steps become ready, silent workers' steps are freed, shares that no step
 * would ever end are mended, files nobody kept are removed. It never rings; workers look by themselves. Many processes
 * may run one each; only the holder of a chore does it.
 */
export class Sweeper {
  readonly #deps: SweeperDeps;
  readonly #chores: Chores;
  /** Nothing makes it old again while a program runs. */
  #isIndexed = false;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  start(): void {
    this.#chores.every(SWEEP_MS, "steps", () => this.sweepSteps());
    this.#chores.every(STRANDED_EVERY_MS, "stranded-shares", () => this.mendStrandedShares());
    this.#chores.every(FILES_EVERY_MS, "files", () => this.removeUnkeptFiles());
    this.#chores.every(INDEX_EVERY_MS, "index-again", () => this.indexAgain());
    this.#chores.every(WORDS_EVERY_MS, "words", () => this.learnWords());
    this.#chores.every(OLD_EVERY_MS, "old", () => this.forgetOld());
    this.#chores.every(ABANDON_EVERY_MS, "unfinished-files", () => this.abandonUnfinished());
  }

  async stop(): Promise<void> {
    await this.#chores.stop();
  }

  async sweepSteps(): Promise<void> {
    const { store } = this.#deps;
    // One process: leases do not expire by time; taking the folder's lock voided those of a predecessor.
    const expires = store.dialect === "postgres";
    if (!(await sweepNeeded(store.reader, { nowMs: await store.nowMs(), expires }))) return;
    await store.write(async (unit) => {
      if (!(await this.#chores.holds(unit, "sweep"))) return;
      await wakeDueSteps(unit, ROWS_A_PASS);
      if (expires) await freeExpiredLeases(unit, ROWS_A_PASS);
    });
  }

  /** Every mended share is a fault of ours somewhere else, and logged as one. */
  async mendStrandedShares(): Promise<void> {
    const { store } = this.#deps;
    const untouchedSinceMs = (await store.nowMs()) - STRANDED_AFTER_MS;
    const shares = await listStrandedShares(store.reader, { untouchedSinceMs, limit: ROWS_A_PASS });
    if (shares.length > 0) await this.#chores.ours(store, "stranded-shares", () => this.#mend(shares));
  }

  async #mend(shares: Awaited<ReturnType<typeof listStrandedShares>>): Promise<void> {
    const { store, ranks, log } = this.#deps;
    for (const { id, item, run } of shares) {
      await store.write(async (unit) => {
        const row = item === null ? undefined : await lockItem(unit, item);
        const share = await lockShare(unit, id);
        if (share?.state !== "processing" || share.run !== run) return;
        const steps = run === null ? [] : await stepsOfRun(unit.db, run);
        // Another process may have mended it since the list was read.
        if (steps.some((step) => isOpen(step.state))) return;
        const next = run === null ? null : nextStep(steps);
        log("error", "share-mended", { share: id, item, next });
        if (row && run !== null && next !== null) {
          await addStep(unit, ranks, {
            item: row.id,
            person: row.owner,
            share: id,
            run,
            step: { name: next, afterMs: 0 },
            priority: PRIORITIES.background,
          });
          await updateShare(unit, id, {});
          return;
        }
        await updateShare(unit, id, { state: "error", error_code: "stranded", ended_at: unit.nowMs });
        if (!row) return;
        await updateItem(unit, row.id, { state: "failed" });
        const walls = await wallsOfItem(unit.db, row.id);
        await stampPlaces(
          unit,
          walls.map((wall) => ({ wall, item: row.id })),
        );
      });
    }
  }

  async removeUnkeptFiles(): Promise<void> {
    const { store } = this.#deps;
    const olderThanMs = (await store.nowMs()) - UNKEPT_AFTER_MS;
    const rows = await listUnkept(store.reader, { olderThanMs, limit: ROWS_A_PASS });
    if (rows.length === 0) return;
    await this.#chores.ours(store, "files", () => this.#remove(rows));
  }

  async #remove(rows: Awaited<ReturnType<typeof listUnkept>>): Promise<void> {
    const { store, files } = this.#deps;
    const staged = rows.filter((row) => row.state === "staged").map((row) => row.id);
    // A file being accepted this very moment is either kept or leaving, never both: each is one update of its state.
    const leaving = [
      ...rows.filter((row) => row.state === "leaving"),
      ...(await store.write((unit) => markLeaving(unit, staged))),
    ];
    for (const row of leaving) {
      await files.remove(row.store_key);
      await store.write((unit) => forgetFile(unit, row.id));
    }
  }

  /** What a crash left begun in a bucket: it is no object, costs all the same, and nothing else would end it. */
  async abandonUnfinished(): Promise<void> {
    const { store, files } = this.#deps;
    if (!files.abandon) return;
    // A bucket has a clock of its own; what it says of age is compared with ours only to a day.
    await this.#chores.ours(store, "unfinished-files", async () =>
      files.abandon?.((await store.nowMs()) - UNKEPT_AFTER_MS),
    );
  }

  /** What an older program indexed. */
  async indexAgain(): Promise<void> {
    const { store } = this.#deps;
    if (this.#isIndexed) return;
    await this.#chores.ours(store, "index-again", async () => {
      this.#isIndexed = !(await indexAgain(store));
    });
  }

  async learnWords(): Promise<void> {
    const { store } = this.#deps;
    await this.#chores.ours(store, "words", async () => void (await learnNewWords(store)));
  }

  /** What has had its time: the trash after 30 days, shares 90 days after their end, what nobody tapped on, spent links and sessions. */
  async forgetOld(): Promise<void> {
    const { store } = this.#deps;
    await this.#chores.ours(store, "old", async () => {
      await emptyTrash(store);
      await forgetOldShares(store);
      await forgetOldMarks(store);
      await forgetOldDeletions(store);
      await forgetOldActs(store);
      await store.write(async (unit) => {
        await forgetOldSecrets(unit);
        await followExpiredLinks(unit);
        await forgetOldWallInvitations(unit, { olderThanMs: unit.nowMs - INVITATIONS_KEPT_MS });
      });
      await store.write(forgetOldLanded);
      await store.write((unit) =>
        forgetOldGuestShares(unit, {
          arrivingBeforeMs: unit.nowMs - UNKEPT_AFTER_MS,
          beforeMs: unit.nowMs - GUEST_SHARES_KEPT_MS,
        }),
      );
    });
  }
}
