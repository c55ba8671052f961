import { relative } from "node:path";
import type { run } from "node:test";

/** Longer than the slowest single test, which installs the package, may take. */
const SILENCE_MS = 6 * 60_000;

type Events = ReturnType<typeof run>;
/** Of node's counts, those that add up to all tests; its number of failed ones is the rest. */
type Counts = Readonly<Record<"tests" | "passed" | "cancelled" | "skipped" | "todo", number>>;

/**
 * Follows a run by node's own events. It sees what an exit code of node's does not say: tests that were skipped, files
 * without a test, which node counts as passed, and a file that never ends, which node waits for whatever its timeout.
 */
export class TestWatch {
  readonly #running = new Set<string>();
  readonly #skipped: string[] = [];
  readonly #empty: string[] = [];
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
      if (name === file) this.#running.add(name);
    });
    events.on("test:complete", ({ name, file }) => {
      heard();
      if (name === file) this.#running.delete(name);
    });
    events.on("test:pass", ({ name, file, skip }) => {
      if (name === file) this.#empty.push(shortPath(file));
      if (skip !== undefined) this.#skipped.push(`${shortPath(file)}: ${name}${skip === true ? "" : ` (${skip})`}`);
    });
    events.on("test:summary", ({ file, counts }) => {
      if (file === undefined) this.#counts = counts;
    });
  }

  /** What the run came to, in the words of node's own closing lines, and each reason why it is no success. */
  end({ skippedIsFailure }: { skippedIsFailure: boolean }): { summary: string; complaints: string[] } {
    clearTimeout(this.#silence);
    const counts = this.#counts;
    if (!counts) return { summary: "", complaints: ["the run ended without a result"] };
    const { tests, passed, cancelled, skipped, todo } = counts;
    const failed = tests - passed - cancelled - skipped - todo;
    const summary = `# tests ${tests}\n# pass ${passed}\n# fail ${failed}\n# cancelled ${cancelled}\n# skipped ${skipped}\n# todo ${todo}\n`;
    const complaints = [
      ...(failed + cancelled > 0 ? [`${failed + cancelled} of ${tests} failed`] : []),
      ...(todo > 0 ? [`${todo} put off as todo`] : []),
      ...(tests - skipped === 0 ? ["no test was run"] : []),
      ...this.#empty.map((file) => `${file}: there is no test in it`),
      ...this.#hung.map((file) => `${file}: was stopped, nothing was heard for ${SILENCE_MS / 60_000} minutes`),
      ...(skippedIsFailure ? this.#skipped.map((test) => `skipped, which CI does not allow: ${test}`) : []),
    ];
    return { summary, complaints };
  }

  #restartSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#hung = [...this.#running].map(shortPath);
      this.#stop();
    }, SILENCE_MS);
  }
}

const shortPath = (file: string | undefined): string => (file ? relative(process.cwd(), file) : "somewhere");
