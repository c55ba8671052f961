// Builds the page; npm runs it at the end of `npm ci`. Plain JavaScript, since it may run on a Node older than ours.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));

// Without Vite (`npm ci --omit=dev`) or without the page's sources (an installed package) there is nothing to build.
// With both, a build that fails fails the installation: a server without its page would be found out much later.
if (isInstalled("vite") && existsSync(join(folder, "web", "index.html"))) {
  const { build } = await import("vite");
  await build({ root: join(folder, "web"), logLevel: "warn" });
}

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
