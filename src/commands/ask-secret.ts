import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/**
 * Asks a person for something that must not show: what they type is not echoed, and stands in no history of the shell.
 * Null where nobody sits at a terminal.
 */
export async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return (await lines.question("")).trim() || null;
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
