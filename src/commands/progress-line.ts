import type { ShareStatus } from "../contract/shares.ts";
import { cutToWidth, plainLine, type Terminal } from "./terminal.ts";

const BAR_COLUMNS = 20;
const ERASE_LINE = "\r\u001b[K";

/** Shows how far a share or an import is: on a screen one line that rewrites itself, elsewhere a line for each new word. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #terminal: Terminal;
  readonly #name: string;
  #last = "";

  constructor({ stream, terminal, name }: { stream: NodeJS.WriteStream; terminal: Terminal; name: string }) {
    this.#stream = stream;
    this.#terminal = terminal;
    this.#name = plainLine(name);
  }

  show(status: Pick<ShareStatus, "status" | "progress" | "message">): void {
    if (this.#terminal.isScreen) {
      this.#rewrite(progressText(status, this.#name));
      return;
    }
    const words = plainLine(status.message);
    if (words === this.#last || status.status !== "processing") return;
    this.#last = words;
    this.#stream.write(`${this.#name}: ${words}\n`);
  }

  /** Says what begins, on a screen only: it is soon over. */
  begin(words: string): void {
    if (this.#terminal.isScreen) this.#rewrite(`${words} ${this.#name}…`);
  }

  say(text: string): void {
    if (this.#terminal.isScreen) this.#rewrite(text);
    else this.#stream.write(`${text}\n`);
  }

  /** Leaves the line empty for what comes next. */
  clear(): void {
    if (this.#terminal.isScreen) this.#stream.write(ERASE_LINE);
  }

  #rewrite(text: string): void {
    // The last column stays free: some terminals go to the next line when it is filled.
    this.#stream.write(ERASE_LINE + cutToWidth(text, this.#terminal.width - 1));
  }
}

/** A bar, the percent, the step in words, and what it is about. */
export function progressText({ progress, message }: Pick<ShareStatus, "progress" | "message">, name: string): string {
  const share = Math.min(Math.max(progress ?? 0, 0), 1);
  const filled = Math.round(share * BAR_COLUMNS);
  const bar = "█".repeat(filled) + "░".repeat(BAR_COLUMNS - filled);
  return `${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${plainLine(message)}  ${name}`;
}
