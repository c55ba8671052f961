/**
 * A worker as a process of its own, for tests that kill and freeze it: prints one JSON line once it works, with the
 * address of its figures. Arguments: its lanes, separated by commas; the name of a mutant to run instead of the program
 * as it is.
 */
import { applyMutant } from "./apply-mutant.ts";

// Whoever started this process holds the other end; without them it must not live on.
process.stdin.on("end", () => process.exit(1)).resume();

const mutant = applyMutant(process.argv[3]);
const { readSettings } = await import("../../src/config/settings.ts");
const { LANES } = await import("../../src/core/steps.ts");
const { startWorker } = await import("../../src/app.ts");
const asked = (process.argv[2] ?? LANES.join()).split(",");
const worker = await startWorker(readSettings(process.env), { lanes: LANES.filter((lane) => asked.includes(lane)) });
process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
mutant.assertApplied();
process.stdout.write(`${JSON.stringify({ url: worker.metricsUrl ?? "" })}\n`);
