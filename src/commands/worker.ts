import type { Command } from "commander";
import { readServerSettings } from "../config/client-settings.ts";
import { LANES, type Lane } from "../core/steps.ts";
import { wrongUsage } from "./failure.ts";
import { warnOfMisspelt } from "./serve.ts";
import { examples } from "./server-options.ts";
import { untilStopped } from "./until-stopped.ts";

export function addWorker(program: Command): void {
  program
    .command("worker")
    .description("work on shares beside other processes (PostgreSQL)")
    .option("--lanes <names>", `what to work on, separated by commas: ${LANES.join(", ")}`, LANES.join(","))
    .addHelpText(
      "after",
      examples([
        ["DATABASE_URL=postgres://… digital-wall worker", "works on everything"],
        ["DATABASE_URL=postgres://… digital-wall worker --lanes ai", "analyses only"],
      ]),
    )
    .action(work);
}

async function work(options: { lanes: string }): Promise<void> {
  const lanes = lanesOf(options.lanes);
  const settings = readServerSettings();
  if (settings.databaseUrl === null)
    throw wrongUsage("worker needs DATABASE_URL: on the embedded database `digital-wall serve` does the work itself.");
  warnOfMisspelt();
  const { startWorker } = await import("../app.ts");
  const worker = await startWorker(settings, { lanes });
  const watched = worker.metricsUrl === null ? "" : ` Figures are at ${worker.metricsUrl}/metrics.`;
  process.stdout.write(`Working on ${lanes.join(" and ")}.${watched} Ctrl-C stops it.\n`);
  await untilStopped(() => worker.stop());
}

function lanesOf(names: string): Lane[] {
  return names.split(",").map((name) => {
    const lane = LANES.find((known) => known === name.trim());
    if (!lane) throw wrongUsage(`There is no lane "${name.trim()}"; there are ${LANES.join(" and ")}.`);
    return lane;
  });
}
