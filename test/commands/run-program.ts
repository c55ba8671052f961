import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

export const LAUNCHER = resolve(import.meta.dirname, "../../bin/digital-wall.js");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Settings by name; nothing else of this process's environment goes along. */
  readonly settings?: Record<string, string>;
  readonly input?: string | Uint8Array;
  readonly node?: string;
  readonly launcher?: string;
  /** In a process group of its own, as a shell starts it. */
  readonly asGroup?: boolean;
}

export type Program = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts the command line as a person does; it ends with the test. */
export function startProgram(t: TestContext, words: readonly string[], options: RunOptions = {}): Program {
  const { settings = {}, node = process.execPath, launcher = LAUNCHER, asGroup = false } = options;
  const program = spawn(node, [launcher, ...words], {
    env: { PATH: "/usr/bin:/bin", HOME: tmpdir(), ...settings },
    stdio: ["pipe", "pipe", "pipe"],
    detached: asGroup,
  });
  t.after(() => void program.kill("SIGKILL"));
  return program;
}

export async function ended(program: Program): Promise<Ended> {
  const end = new Promise<[number | null, NodeJS.Signals | null]>((done, fail) => {
    program.once("error", fail);
    program.once("exit", (code, signal) => done([code, signal]));
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([text(program.stdout), text(program.stderr), end]);
  return { code, signal, stdout, stderr };
}

export async function runProgram(t: TestContext, words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const program = startProgram(t, words, options);
  program.stdin.on("error", () => {});
  program.stdin.end(options.input ?? "");
  return await ended(program);
}

export async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dw-commands-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export interface Serving {
  readonly program: Program;
  readonly settings: Record<string, string>;
  readonly url: string;
  /** Everything it printed until it was ready. */
  readonly banner: string;
}

/** Starts `serve` in a folder of the test's own and waits for its banner. */
export async function serve(t: TestContext, more: Record<string, string> = {}): Promise<Serving> {
  const settings = { DATA_DIR: join(await emptyFolder(t), "data"), LOG_LEVEL: "warn" };
  const program = startProgram(t, ["serve"], { settings: { ...settings, PORT: "0", ...more } });
  let banner = "";
  program.stdout.setEncoding("utf8");
  program.stderr.resume();
  for await (const part of program.stdout.iterator({ destroyOnReturn: false })) {
    banner += String(part);
    if (banner.includes("Ctrl-C")) break;
  }
  program.stdout.resume();
  const { url } = JSON.parse(await readFile(join(settings.DATA_DIR, "server.json"), "utf8")) as { url: string };
  return { program, settings, url, banner };
}
