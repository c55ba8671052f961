/**
 * The real program in a process of its own, with compiled code kept as `bin/digital-wall.js` keeps it; JavaScript like
 * that one, so that nothing has to be stripped of its types when all of it is known. `no-workers` takes shares only.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "digital-wall"));
const { startServer } = await import("../src/app.ts");
const { readSettings } = await import("../src/config/settings.ts");
const { sayReady } = await import("./in-child.ts");

const server = await startServer(readSettings(process.env), { workers: process.argv[2] !== "no-workers" });
flushCompileCache();
sayReady({ url: server.url });
