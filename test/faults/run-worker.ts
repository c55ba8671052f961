/**
 * A worker as a process of its own, for tests that kill and freeze it: prints one JSON line once it works, with the
 * address of its figures. Arguments: its lanes, separated by commas.
 */
import { startWorker } from "../../src/app.ts";
import { readSettings } from "../../src/config/settings.ts";
import { LANES } from "../../src/core/steps.ts";

// Whoever started this process holds the other end; without them it must not live on.
process.stdin.on("end", () => process.exit(1)).resume();

const asked = (process.argv[2] ?? LANES.join()).split(",");
const worker = await startWorker(readSettings(process.env), { lanes: LANES.filter((lane) => asked.includes(lane)) });
process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ url: worker.metricsUrl ?? "" })}\n`);
