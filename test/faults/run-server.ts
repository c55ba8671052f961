/**
 * The program as a process of its own, for tests that kill it: prints one JSON line once it serves. Arguments:
 * `--no-workers` where others do the work; the name of a mutant to run instead of the program as it is.
 */
import { applyMutant } from "./apply-mutant.ts";

// Whoever started this process holds the other end; without them it must not live on.
process.stdin.on("end", () => process.exit(1)).resume();

const words = process.argv.slice(2);
const workers = !words.includes("--no-workers");
const mutant = applyMutant(words.find((word) => word !== "--no-workers"));
const { readSettings } = await import("../../src/config/settings.ts");
const { startServer } = await import("../../src/app.ts");
const server = await startServer(readSettings(process.env), { workers });
process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
mutant.assertApplied();
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
