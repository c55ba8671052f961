import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = ["bin", "types", "src", "web", "scripts", "docs"];
const FILES = [
  ".npmrc",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "README.md",
  "LICENSE",
];
/** All that is in the package; what ends in / is a folder. */
const PACKED = ["bin/", "dist/server/", "dist/page/", "docs/operating.md"];
const PACKED_ALONE = ["LICENSE", "README.md", "npm-shrinkwrap.json", "package.json"];
const COMMAND_MS = 240_000;
/** By itself npm waits five minutes for a connection on which nothing comes. */
const UNLESS_IT_HANGS = ["--fetch-timeout=20000", "--fetch-retries=4"];

const runFile = promisify(execFile);

test("the package installs into an empty folder with the machine's own Node, and its server starts, answers and ends", async (t) => {
  const tarball = await pack(t);
  const listed = await runFile("tar", ["-tzf", tarball]);
  const packed = listed.stdout
    .trim()
    .split("\n")
    .map((name) => name.replace(/^package\//, ""));
  assert.deepEqual(
    packed.filter((name) => !PACKED_ALONE.includes(name) && !PACKED.some((part) => name.startsWith(part))),
    [],
  );
  for (const name of [...PACKED_ALONE, "bin/digital-wall.js", "dist/server/main.js", "dist/page/index.html"])
    assert.ok(packed.includes(name), `${name} is missing`);
  const sources = await Array.fromAsync(glob("**/*.ts", { cwd: join(ROOT, "src") }));
  for (const name of sources) {
    const built = `dist/server/${name.replaceAll("\\", "/").replace(/\.ts$/, ".js")}`;
    assert.ok(packed.includes(built), `${built} is missing`);
  }

  const folder = await temporaryFolder(t, "dw-installed-");
  await npm(folder, ["init", "--yes"]);
  await npm(folder, ["install", "--prefer-offline", "--no-audit", "--no-fund", ...UNLESS_IT_HANGS, tarball]);
  assert.ok(!existsSync(join(folder, "node_modules", "vite")), "what only our own work needs was installed");

  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const { stdout } = await runFile("npx", ["--no-install", "digital-wall", "--version"], {
    cwd: folder,
    env: machine(),
  });
  assert.equal(stdout.trim(), version);

  const dataDir = join(folder, "data");
  const server = spawn(join(folder, "node_modules", ".bin", "digital-wall"), ["serve"], {
    cwd: folder,
    env: { ...machine(), HOST: "127.0.0.1", PORT: "0", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => server.kill("SIGKILL"));
  await untilItSays(server, /http:\/\/127\.0\.0\.1:\d+/);
  const { url } = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8")) as { url: string };
  assert.equal((await fetch(new URL("/api/v1/health/ready", url))).status, 200);
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<script type="module"/);

  const ended = once(server, "exit");
  server.kill("SIGTERM");
  assert.deepEqual(await ended, [0, null]);
});

/** Packs a copy, since building empties the folder of the page that other tests are looking at. */
async function pack(t: TestContext): Promise<string> {
  const copy = await temporaryFolder(t, "dw-packed-");
  for (const name of [...SOURCES, ...FILES]) await cp(join(ROOT, name), join(copy, name), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const out = join(copy, "out");
  await mkdir(out);
  await npm(copy, ["pack", "--pack-destination", out]);
  assert.ok(!existsSync(join(copy, "npm-shrinkwrap.json")), "the shrinkwrap was left behind");
  const [name] = await Array.fromAsync(glob("*.tgz", { cwd: out }));
  assert.ok(name, "npm pack made no tarball");
  return join(out, name);
}

async function npm(cwd: string, words: readonly string[]): Promise<void> {
  await runFile("npm", words, { cwd, env: machine(), timeout: COMMAND_MS, maxBuffer: 64 * 1024 * 1024 });
}

/** The environment of a person at this machine: no Node of ours on the PATH, nothing of the npm that runs the tests. */
function machine(): NodeJS.ProcessEnv {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  const ofRunningNpm = /^(npm_(package|lifecycle|config_local_prefix|node_execpath|execpath|command)|INIT_CWD|NODE)/;
  const kept = Object.entries(process.env).filter(([name]) => !ofRunningNpm.test(name));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

async function temporaryFolder(t: TestContext, prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** @throws when the process ends first; says what it said. */
function untilItSays(child: ChildProcess, words: RegExp): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (words.test(said)) resolve();
    });
  child.on("exit", (code, signal) => reject(new Error(`It ended by ${signal ?? code} and said: ${said}`)));
  return promise;
}
