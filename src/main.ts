import { CommanderError } from "commander";
import { EXIT, explain } from "./commands/failure.ts";
import { buildProgram } from "./commands/program.ts";

/** The command line. It was asked for help, does what it was told, or ends with one sentence and a code. */
async function main(words: readonly string[]): Promise<void> {
  const program = buildProgram();
  // Whoever reads us may stop reading (`digital-wall list | head`); that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed),
  );
  if (words.length === 0) return program.outputHelp();
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    const { sentence, exitCode } = explain(error);
    // A start that failed half-way leaves lanes and timers behind, so this process does not wait for them.
    process.exitCode = exitCode;
    process.stderr.write(`${sentence}\n`, () => process.exit());
  }
}

await main(process.argv.slice(2));
