/**
 * The real program in a process of its own, with compiled code kept as `bin/digital-wall.js` keeps it; JavaScript like
 * that one, so that nothing has to be stripped of its types when all of it is known. `no-workers` takes shares only,
 * `worker` works on them only.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "digital-wall"));
const { startServer, startWorker } = await import("../src/app.ts");
const { readSettings } = await import("../src/config/settings.ts");
const { LANES } = await import("../src/core/steps.ts");
const { sayReady } = await import("./in-child.ts");

const [as] = process.argv.slice(2);
const settings = readSettings(process.env);
if (as === "worker") {
  await startWorker(settings, { lanes: LANES });
  flushCompileCache();
  sayReady(null);
} else {
  const server = await startServer(settings, { workers: as !== "no-workers" });
  flushCompileCache();
  sayReady({ url: server.url });
}
