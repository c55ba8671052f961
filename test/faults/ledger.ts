import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** What a client was promised: a 202, with what it had sent. */
export interface Promised {
  /** The idempotency key it was sent with. */
  readonly key: string;
  readonly processingId: string;
  /** What makes the thing the same thing: equal only for shares that must become one item. */
  readonly thing: string;
  /** SHA-256 of the files sent along. */
  readonly sha256: readonly string[];
}

/** The client's own book of promises, synced to disk before the promise counts, and read back from there. */
export interface Ledger {
  write(promised: Promised): void;
  read(): Promised[];
  close(): void;
}

export function openLedger(path: string): Ledger {
  const file = openSync(path, "a");
  return {
    write(promised) {
      writeSync(file, `${JSON.stringify(promised)}\n`);
      fsyncSync(file);
    },
    read() {
      const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Promised);
    },
    close: () => closeSync(file),
  };
}
