import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { emptyFolder, ended, LAUNCHER, runProgram, startProgram } from "./run-program.ts";

const PACKAGE = `node-linux-${process.arch}`;
const NODE_PACKAGE = resolve(import.meta.dirname, "../../node_modules", PACKAGE);
const oldNode = findOldNode();
const withOldNode = { skip: oldNode === null ? "this machine has no older Node" : false } as const;

test("an older Node is there where everything is tried", {
  skip: process.env["CI"] !== "true" && "this is not CI",
}, () => {
  assert.notEqual(oldNode, null, "CI needs a Node 18 or 20 beside ours to try the launcher with");
});

test("an older Node starts the program with the Node that npm installed", withOldNode, async (t) => {
  const { code, stdout, stderr } = await runProgram(t, ["--version"], { node: oldNode ?? "" });
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  assert.deepEqual([code, stderr], [0, ""]);
});

test("an older Node passes on exit codes", withOldNode, async (t) => {
  const { code, stderr } = await runProgram(t, ["shar"], { node: oldNode ?? "" });
  assert.equal(code, 2);
  assert.match(stderr, /Did you mean share\?/);
});

test("an installed package runs its built program, with a Node that lies beside it", withOldNode, async (t) => {
  const launcher = await installed(t, {
    withNode: true,
    program: "console.log(process.version, process.argv.slice(2).join())",
  });
  const { stdout, code } = await runProgram(t, ["a", "--b"], { node: oldNode ?? "", launcher });
  assert.match(stdout, /^v24\.\d+\.\d+ a,--b\n$/);
  assert.equal(code, 0);
});

test("a new Node runs the built program of an installed package in its own process", async (t) => {
  const launcher = await installed(t, { withNode: false, program: "console.log(process.pid)" });
  const program = startProgram(t, [], { launcher });
  const { stdout } = await ended(program);
  assert.equal(Number(stdout), program.pid);
});

test("without a Node that is new enough one sentence says which is needed", withOldNode, async (t) => {
  const launcher = await installed(t, { withNode: false, program: "console.log('ran')" });
  const { code, stdout, stderr } = await runProgram(t, ["serve"], { node: oldNode ?? "", launcher });
  assert.match(stderr, /^Digital Wall needs Node 24\.21 or newer and this is v\d+\.\d+\.\d+: [^\n]+\n$/);
  assert.deepEqual([code, stdout], [1, ""]);
});

test("signals reach the program, and its own way to end comes back", withOldNode, async (t) => {
  const waits = 'setInterval(() => {}, 1000); process.on("SIGTERM", () => process.exit(7)); console.log("ready")';
  const launcher = await installed(t, { withNode: true, program: waits });
  const program = startProgram(t, [], { node: oldNode ?? "", launcher });
  await once(program.stdout, "data");
  program.kill("SIGTERM");
  assert.equal((await ended(program)).code, 7);
});

test("Ctrl-C, which reaches launcher and program, is one wish to stop and not two", withOldNode, async (t) => {
  const stops = `
    import { untilStopped } from ${JSON.stringify(resolve(import.meta.dirname, "../../src/commands/until-stopped.ts"))};
    setInterval(() => {}, 1000);
    setTimeout(() => console.log("ready"));
    await untilStopped(() => new Promise((done) => setTimeout(done, 500)));`;
  const launcher = await installed(t, { withNode: true, program: stops });
  const program = startProgram(t, [], { node: oldNode ?? "", launcher, asGroup: true });
  await once(program.stdout, "data");
  process.kill(-Number(program.pid), "SIGINT");
  assert.equal((await ended(program)).code, 0);
});

test("a program that a signal ended ends the launcher by the same signal", withOldNode, async (t) => {
  const launcher = await installed(t, { withNode: true, program: 'process.kill(process.pid, "SIGKILL")' });
  const { signal } = await runProgram(t, [], { node: oldNode ?? "", launcher });
  assert.equal(signal, "SIGKILL");
});

test("the program hears of it when the launcher is killed", withOldNode, async (t) => {
  const hears = 'process.on("disconnect", () => { console.log("alone"); process.exit(0) }); console.log("ready")';
  const launcher = await installed(t, { withNode: true, program: hears });
  const program = startProgram(t, [], { node: oldNode ?? "", launcher });
  const said = text(program.stdout);
  await once(program.stdout, "data");
  program.kill("SIGKILL");
  assert.equal(await said, "ready\nalone\n");
});

/** The launcher as npm installs it: below node_modules, with a small built program; Node, if at all, hoisted beside it. */
async function installed(
  t: TestContext,
  { withNode, program }: { withNode: boolean; program: string },
): Promise<string> {
  const modules = join(await emptyFolder(t), "node_modules");
  const folder = join(modules, "digital-wall");
  const launcher = join(folder, "bin", "digital-wall.js");
  for (const path of ["bin", "src", "dist/server"]) await mkdir(join(folder, path), { recursive: true });
  await copyFile(LAUNCHER, launcher);
  await writeFile(join(folder, "package.json"), '{ "name": "digital-wall", "type": "module" }');
  await writeFile(join(folder, "src", "main.ts"), "throw new Error('sources are not run below node_modules')");
  await writeFile(join(folder, "dist", "server", "main.js"), program);
  if (withNode) await symlink(NODE_PACKAGE, join(modules, PACKAGE));
  return launcher;
}

/** A Node of this machine that is too old for the program and old enough to be met. */
function findOldNode(): string | null {
  if (process.platform !== "linux") return null;
  const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/local/bin", "/usr/bin", dirname(process.execPath)];
  for (const node of new Set(folders.map((folder) => join(folder, "node")))) {
    try {
      if (/^v(18|20|22)\./.test(execFileSync(node, ["--version"], { encoding: "utf8" }))) return node;
    } catch {
      // There is none in this folder.
    }
  }
  return null;
}
