import type { Command } from "commander";
import type { ShareStatus, StepStatus } from "../contract/shares.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { ProgressLine, progressText } from "./progress-line.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { exitCodeOf, itemOfShare, lastStatus, printResult } from "./share-result.ts";
import { alignRows, openTerminal, plainLine, printJson, type Terminal } from "./terminal.ts";
import { timeInWords } from "./times.ts";

export function addStatus(program: Command): void {
  const command = program
    .command("status")
    .description("how far a share is, with its steps")
    .argument("<id>", "the processing id that share printed")
    .option("--watch", "stay until it has ended");
  withServer(command)
    .addHelpText("after", examples([["digital-wall status 0198c2f0-… --watch", "until it has ended"]]))
    .action(status);
}

async function status(id: string, options: ServerOptions & { watch?: boolean }): Promise<void> {
  const client = new Client(await findServer(options));
  const now = await client.ask<ShareStatus>("GET", `/share/status/${encodeURIComponent(id)}`);
  const isWatched = options.watch === true && now.status === "processing";
  const last = isWatched ? await watch(client, id, options.json === true) : now;
  if (options.json) printJson(last);
  else await print(openTerminal(process.stdout), client, last);
  process.exitCode = exitCodeOf(last);
}

async function watch(client: Client, id: string, isQuiet: boolean): Promise<ShareStatus> {
  const line = isQuiet
    ? null
    : new ProgressLine({ stream: process.stderr, terminal: openTerminal(process.stderr), name: id });
  try {
    return await lastStatus(client, id, (status) => line?.show(status));
  } finally {
    line?.clear();
  }
}

async function print(terminal: Terminal, client: Client, status: ShareStatus): Promise<void> {
  if (status.status === "processing") terminal.print(terminal.line(progressText(status, "")).trimEnd());
  else printResult(terminal, client, { status, item: await itemOfShare(client, status), name: status.processing_id });
  for (const row of alignRows(status.steps.map(stepRow))) terminal.print(terminal.line(`  ${row}`).trimEnd());
}

/** The name of a step, how it stands, and why. */
function stepRow({ name, state, attempt, error, retry_at, finished_at }: StepStatus): string[] {
  const tries = attempt > 1 ? `try ${attempt}` : "";
  const when = retry_at ? `again ${timeInWords(retry_at)}` : finished_at ? timeInWords(finished_at) : "";
  return [name, state, [tries, when, error ? plainLine(error.message) : ""].filter(Boolean).join(" · ")];
}
