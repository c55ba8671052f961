import { setTimeout as sleep } from "node:timers/promises";
import { visitFailpoint } from "../core/failpoint.ts";
import { DatabaseUnavailable } from "../core/ports/database.ts";
import { FilesUnavailable } from "../core/ports/files.ts";
import { LANES, type Lane, type StepOutcome } from "../core/steps.ts";
import { Turnstile } from "../core/turnstile.ts";
import { wallsOfItem } from "../store/places.ts";
import { beatSteps, claimSteps, handBack, hasReadyStep } from "../store/step-queue.ts";
import { settleAttempt } from "../store/steps.ts";
import type { StepRow } from "../store/tables.ts";
import { freePlaces } from "./free-places.ts";
import { stepNamed } from "./plan.ts";
import { CRASHES_OF_POISON, type SettleDeps, settle } from "./settle.ts";
import { stageMadeFiles } from "./stage-files.ts";
import type { Tools } from "./step.ts";
import { withGrace } from "./with-grace.ts";

/** A worker looks at the rows this often by itself, so that a lost doorbell costs no more than this. */
const IDLE_LOOK_MS = 1_000;
/** Beats in the time of a lease: one may be late, or two, before others take over. */
const BEATS_A_LEASE = 4;
const SETTLE_RETRY_MS = 1_000;
const BROKEN = { kind: "failed", code: "internal", detail: "Something broke on our side.", retryable: true } as const;
const DATABASE_AWAY = {
  kind: "waiting",
  code: "database-away",
  why: "the database was away for a moment",
  delayMs: SETTLE_RETRY_MS,
} as const;

/** How a step that may kill its process is run: in a child of its own. `died` when the child did not live to answer. */
export type RunAlone = (
  name: StepRow["name"],
  input: unknown,
  signal: AbortSignal,
) => Promise<StepOutcome<unknown> | { readonly kind: "died"; readonly how: string }>;

export interface WorkerDeps extends SettleDeps {
  readonly tools: Tools;
  readonly runAlone: RunAlone;
  /** This process, in `leased_by`. */
  readonly worker: string;
  /** How many steps may be run in children at once: each loads the program anew, which is work for a processor. */
  readonly aloneAtOnce: number;
  /** How long others wait for a sign of life before they take over. */
  readonly leaseMs: number;
  /** How many steps of a lane are worked on at once; a lane with none is not served. */
  readonly places: Readonly<Record<Lane, number>>;
}

/** What made a worker look: a doorbell, a place of its own that became free, or its own look every second. */
export type Because = "bell" | "free-place" | "idle-look";

interface Held {
  readonly step: StepRow;
  readonly stop: AbortController;
}

/**
 * Claims steps from the rows and works on them. A doorbell only makes it look sooner; losing every doorbell would cost a
 * second each, never a step.
 */
export class Worker {
  readonly #deps: WorkerDeps;
  readonly #alone: Turnstile;
  readonly #held = new Map<string, Held>();
  readonly #looking = new Map<Lane, { because: Because | null; ended: Promise<void> }>();
  /** Whether the last claim of a lane took as many as it could, so that there may be more. */
  readonly #hasMore: Record<Lane, boolean> = { content: false, ai: false };
  readonly #claimed: Record<Because, number> = { bell: 0, "free-place": 0, "idle-look": 0 };
  readonly #ends: (() => void)[] = [];
  #stopping = false;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    this.#alone = new Turnstile(deps.aloneAtOnce);
  }

  start(): void {
    const { queue, channel, places } = this.#deps;
    const served = LANES.filter((lane) => places[lane] > 0);
    this.#ends.push(queue.onRing((lane) => this.#look(lane, "bell"), served));
    this.#ends.push(
      channel.subscribe((message) => {
        if (message.kind === "stop-steps")
          for (const id of message.steps) this.#held.get(id)?.stop.abort(new Error("cancelled"));
      }),
    );
    const look = setInterval(() => {
      for (const lane of LANES) this.#look(lane, "idle-look");
    }, IDLE_LOOK_MS);
    const beat = setInterval(() => void this.#beat(), this.#deps.leaseMs / BEATS_A_LEASE);
    this.#ends.push(
      () => clearInterval(look),
      () => clearInterval(beat),
    );
    for (const lane of LANES) this.#look(lane, "idle-look");
  }

  /** Takes no new work, waits for what runs, and gives back unharmed what has not ended in time. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true;
    for (const end of this.#ends.splice(0)) end();
    const deadline = Date.now() + withinMs;
    // A claim under way is waited for, however little time there is: what it brought after we gave back would be held by
    // nobody until its lease ran out, and be a suspect from then on.
    await Promise.all([...this.#looking.values()].map(({ ended }) => ended));
    while (this.#held.size > 0 && Date.now() < deadline) await sleep(20);
    if (this.#held.size === 0) return;
    await this.#deps.store.write((unit) => handBack(unit, { worker: this.#deps.worker }));
    for (const { stop } of this.#held.values()) stop.abort(new Error("shutting down"));
  }

  /** The steps being worked on. */
  running(): number {
    return this.#held.size;
  }

  /** How many steps were claimed since the start, by what made us look: many by idle looks means that bells are lost. */
  claimed(): Readonly<Record<Because, number>> {
    return this.#claimed;
  }

  #look(lane: Lane, because: Because): void {
    if (this.#stopping || this.#deps.places[lane] === 0) return;
    const looking = this.#looking.get(lane);
    if (looking) {
      // A bell that rings while we look is what the next look is for, whatever else asks for one.
      if (looking.because !== "bell") looking.because = because;
      return;
    }
    const state = { because, ended: Promise.resolve() };
    this.#looking.set(lane, state);
    state.ended = this.#claimWhilePossible(lane, state)
      .catch((error: unknown) => this.#deps.log("warn", "fault", { what: "claiming", error: String(error) }))
      .finally(() => this.#looking.delete(lane));
  }

  async #claimWhilePossible(lane: Lane, state: { because: Because | null }): Promise<void> {
    const { store, worker, places, leaseMs } = this.#deps;
    while (state.because !== null && !this.#stopping) {
      const { because } = state;
      state.because = null;
      const working = [...this.#held.values()].flatMap(({ step }) => (step.lane === lane ? [step] : []));
      const { limit, background } = freePlaces(working, places[lane]);
      if (limit <= 0) continue;
      // Asked first, so that an idle worker writes nothing; where the last claim left some, there is no need to ask.
      const isWatched = background === 0;
      if ((isWatched || !this.#hasMore[lane]) && !(await hasReadyStep(store.reader, lane, { isWatched }))) continue;
      if (this.#stopping) continue;
      const claimed = await store.write((unit) => claimSteps(unit, { lane, limit, background, worker, leaseMs }));
      this.#hasMore[lane] = claimed.length === limit;
      if (claimed.length > 0) visitFailpoint("step-claimed");
      this.#claimed[because] += claimed.length;
      for (const step of claimed) this.#begin(step);
    }
  }

  #begin(step: StepRow): void {
    const held = { step, stop: new AbortController() };
    this.#held.set(step.id, held);
    void this.#run(held)
      .catch((error: unknown) =>
        this.#deps.log("error", "fault", { what: "step", step: step.id, error: String(error) }),
      )
      .finally(() => {
        // A step made ready again may be held anew already.
        if (this.#held.get(step.id) === held) this.#held.delete(step.id);
        this.#look(step.lane, "free-place");
      });
  }

  async #run({ step, stop }: Held): Promise<void> {
    const { store, log, tools } = this.#deps;
    const startedAt = performance.now();
    const definition = stepNamed(step.name);
    this.#announce(step).catch((error: unknown) => log("warn", "fault", { what: "announcing", error: String(error) }));
    const outcome = await this.#workOn({ step, stop });
    if (outcome === null) return;
    if (outcome.kind === "died") return await this.#countCrash(step, outcome.how);
    const made = outcome.kind === "done" ? (definition.filesOf?.(outcome.output) ?? []) : [];
    const isOurs = await this.#persist(step, async () => {
      const staged = await stageMadeFiles({ store, files: tools.files }, { owner: step.person, made });
      return await settle(this.#deps, { step, outcome, staged });
    });
    if (isOurs !== true) return;
    const facts = {
      step: step.id,
      item: step.item,
      name: step.name,
      outcome: outcome.kind,
      ms: Math.round(performance.now() - startedAt),
    };
    log(
      outcome.kind === "failed" ? "warn" : "info",
      "step-settled",
      outcome.kind === "failed" ? { ...facts, code: outcome.code } : facts,
    );
  }

  /** Null when the attempt was stopped from outside: nothing is to be settled then. */
  async #workOn({ step, stop }: Held): Promise<StepOutcome<unknown> | { kind: "died"; how: string } | null> {
    const definition = stepNamed(step.name);
    const leave = step.crashes > 0 ? await this.#alone.enter(stop.signal).catch(() => null) : () => {};
    if (leave === null) return null;
    const deadline = AbortSignal.timeout(definition.timeoutMs);
    const signal = AbortSignal.any([stop.signal, deadline]);
    try {
      const input = await definition.load(this.#deps.store.reader, step);
      if (input === null) return { kind: "skipped", why: "there is nothing to do any more" };
      const work =
        step.crashes > 0
          ? this.#deps.runAlone(step.name, input, signal)
          : definition.work(input, this.#deps.tools, signal);
      return await withGrace(work, signal);
    } catch (error) {
      if (stop.signal.aborted) return null;
      if (error instanceof DatabaseUnavailable) return DATABASE_AWAY;
      if (deadline.aborted)
        return { kind: "failed", code: "step-timeout", detail: "It took too long.", retryable: true };
      this.#deps.log("error", "fault", {
        what: step.name,
        step: step.id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      return BROKEN;
    } finally {
      leave();
    }
  }

  /** A database or disk that is away for a moment must not cost an attempt: the work is done, only writing it waits. */
  async #persist<Written>(step: StepRow, write: () => Promise<Written>): Promise<Written | undefined> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        this.#deps.log("warn", "settle-delayed", { step: step.id, error: String(error) });
        if (this.#stopping || !this.#held.has(step.id)) return undefined;
        if (!isPassing(error)) {
          await this.#giveUp(step, error);
          return undefined;
        }
        await sleep(SETTLE_RETRY_MS);
      }
    }
  }

  /** The effect of an outcome cannot be written: the attempt has failed by a fault of ours, and says so. */
  async #giveUp(step: StepRow, error: unknown): Promise<void> {
    this.#deps.log("error", "fault", {
      what: `settling ${step.name}`,
      step: step.id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    await settle(this.#deps, { step, outcome: BROKEN, staged: [] });
  }

  /** Only a parent that lives to see its child die counts: the third such death makes the step poison. */
  async #countCrash(step: StepRow, how: string): Promise<void> {
    const crashes = step.crashes + 1;
    this.#deps.log("warn", "step-crashed", { step: step.id, item: step.item, name: step.name, crashes, how });
    if (crashes >= CRASHES_OF_POISON) {
      const detail = "Working on it ends the process that tries.";
      const outcome = { kind: "failed", code: "poison", detail, retryable: false } as const;
      return void (await settle(this.#deps, { step, outcome, staged: [] }));
    }
    await this.#persist(step, async () => {
      await this.#deps.store.write((unit) => settleAttempt(unit, step, { state: "ready", crashes }));
    });
  }

  async #announce(step: StepRow): Promise<void> {
    if (step.share === null) return;
    const walls = await wallsOfItem(this.#deps.store.reader, step.item);
    this.#deps.channel.publish({ kind: "progress", share: step.share, item: step.item, walls });
  }

  async #beat(): Promise<void> {
    // What is claimed while the beat is under way is not in its answer, and not lost either.
    const held = new Map(this.#held);
    if (held.size === 0) return;
    const { store, worker, log, leaseMs } = this.#deps;
    try {
      const ours = await store.write((unit) => beatSteps(unit, { worker, steps: [...held.keys()], leaseMs }));
      const attempts = new Map(ours.map(({ id, attempt }) => [id, attempt]));
      for (const [id, { step, stop }] of held)
        if (attempts.get(id) !== step.attempt) stop.abort(new Error("the attempt is no longer ours"));
    } catch (error) {
      log("warn", "fault", { what: "beating", error: String(error) });
    }
  }
}

/** Whether the database or the files may be back in a moment. */
function isPassing(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || error instanceof FilesUnavailable;
}
