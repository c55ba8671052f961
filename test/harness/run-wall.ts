/** The program in a process of its own, ended with whoever started it. */
import { startServer } from "../../src/app.ts";
import { readSettings } from "../../src/config/settings.ts";

process.on("disconnect", () => process.exit(1));
await startServer(readSettings(process.env), { workers: true });
process.send?.("started");
