/**
 * The program as a process of its own, for tests that kill it: prints one JSON line once it serves. Arguments: the name
 * of a mutant to run instead of the program as it is.
 */
import { applyMutant } from "./apply-mutant.ts";

// Whoever started this process holds the other end; without them it must not live on.
process.stdin.on("end", () => process.exit(1)).resume();

const mutant = applyMutant(process.argv[2]);
const { readSettings } = await import("../../src/config/settings.ts");
const { startServer } = await import("../../src/app.ts");
const server = await startServer(readSettings(process.env), { workers: true });
process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
mutant.assertApplied();
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
