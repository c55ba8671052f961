import { relative } from "node:path";
import type { run } from "node:test";

/** Longer than the slowest single test, which installs the package, may take. */
const SILENCE_MS = 6 * 60_000;

/** So many files are named with the time they took. */
const SLOWEST = 20;

type Events = ReturnType<typeof run>;
/** Of node's counts, those that add up to all tests; its number of failed ones is the rest. */
type Counts = Readonly<Record<"tests" | "passed" | "cancelled" | "skipped" | "todo", number>>;

/** What a run came to. */
export interface TestResult {
  /** In the words of node's own closing lines. */
  readonly summary: string;
  /** Each reason why it is no success. */
  readonly complaints: readonly string[];
  /** The files that failed, as absolute paths, where that is all there is to complain about. */
  readonly failed: readonly string[];
}

/**
 * Follows a run by node's own events. It sees what an exit code of node's does not say: tests that were skipped, files
 * without a test, which node counts as passed, and a file that never ends, which node waits for whatever its timeout.
 */
export class TestWatch {
  /** When each file that runs was begun, by performance.now. */
  readonly #running = new Map<string, number>();
  readonly #took: { file: string; seconds: number }[] = [];
  readonly #skipped: string[] = [];
  /** How many were skipped for each reason. */
  readonly #skippedWhy = new Map<string, number>();
  readonly #empty: string[] = [];
  readonly #failed = new Set<string>();
  #hung: string[] = [];
  #counts: Counts | null = null;
  #silence: NodeJS.Timeout | undefined;
  readonly #stop: () => void;

  /** @param stop ends the run; called when nothing was heard of any file for minutes. */
  constructor(stop: () => void) {
    this.#stop = stop;
  }

  follow(events: Events): void {
    const heard = () => this.#restartSilence();
    heard();
    events.on("test:dequeue", ({ name, file }) => {
      heard();
      if (name === file) this.#running.set(name, performance.now());
    });
    events.on("test:complete", ({ name, file }) => {
      heard();
      if (name !== file) return;
      const seconds = (performance.now() - (this.#running.get(name) ?? Number.NaN)) / 1_000;
      this.#running.delete(name);
      this.#took.push({ file: shortPath(file), seconds });
    });
    events.on("test:pass", ({ name, file, skip }) => {
      if (name === file) this.#empty.push(shortPath(file));
      if (skip === undefined) return;
      this.#skipped.push(`${shortPath(file)}: ${name}${skip === true ? "" : ` (${skip})`}`);
      const why = typeof skip === "string" ? skip : "no reason given";
      this.#skippedWhy.set(why, (this.#skippedWhy.get(why) ?? 0) + 1);
    });
    events.on("test:fail", ({ file }) => {
      if (file !== undefined) this.#failed.add(file);
    });
    events.on("test:summary", ({ file, counts }) => {
      if (file === undefined) this.#counts = counts;
    });
  }

  /** What the run came to. */
  end({ skippedIsFailure, emptyIsFailure }: { skippedIsFailure: boolean; emptyIsFailure: boolean }): TestResult {
    clearTimeout(this.#silence);
    const counts = this.#counts;
    if (!counts) return { summary: "", complaints: ["the run ended without a result"], failed: [] };
    const { tests, passed, cancelled, skipped, todo } = counts;
    const failed = tests - passed - cancelled - skipped - todo;
    const told = [...this.#skippedWhy].map(([why, times]) => `! ${times} not run: ${why}\n`).join("");
    const summary = `# tests ${tests}\n# pass ${passed}\n# fail ${failed}\n# cancelled ${cancelled}\n# skipped ${skipped}\n# todo ${todo}\n${this.#slowest()}${told}`;
    const failures = [
      ...(failed + cancelled > 0 ? [`${failed + cancelled} of ${tests} failed`] : []),
      ...this.#hung.map((file) => `${file}: was stopped, nothing was heard for ${SILENCE_MS / 60_000} minutes`),
    ];
    const others = [
      ...(todo > 0 ? [`${todo} put off as todo`] : []),
      ...(tests - skipped === 0 ? ["no test was run"] : []),
      ...(emptyIsFailure ? this.#empty : []).map((file) => `${file}: there is no test in it`),
      ...(skippedIsFailure ? this.#skipped.map((test) => `skipped, which CI does not allow: ${test}`) : []),
    ];
    return { summary, complaints: [...failures, ...others], failed: others.length > 0 ? [] : [...this.#failed] };
  }

  /** Where the time of a whole run went. */
  #slowest(): string {
    if (this.#took.length <= SLOWEST) return "";
    const slowest = this.#took.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
    return `# slowest ${slowest.map(({ file, seconds }) => `${file} ${seconds.toFixed(1)} s`).join(", ")}\n`;
  }

  #restartSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#hung = [...this.#running.keys()].map(shortPath);
      this.#stop();
    }, SILENCE_MS);
  }
}

/** A file as it is written from the folder that the tests are run in. */
export const shortPath = (file: string | undefined): string => (file ? relative(process.cwd(), file) : "somewhere");
