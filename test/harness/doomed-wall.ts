import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { TestContext } from "node:test";
import type { TestWall } from "./new-wall.ts";
import { until } from "./until.ts";

type More = Readonly<Record<string, string>>;

const PROGRAM = new URL("./run-wall.ts", import.meta.url);

/** The settings of a wall by their names in the environment, for processes beside it; `more` are what the test added. */
export function environmentOf(wall: TestWall, more: More = {}): NodeJS.ProcessEnv {
  return {
    ...wall.environment,
    DW_LEASE_MS: "1000",
    ...more,
  };
}

function runBeside(wall: TestWall, more: More): ChildProcess {
  return fork(PROGRAM, [], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, ...environmentOf(wall, more) },
  });
}

/** Runs the program on the rows of a stopped wall, with further settings, and kills it as soon as `look` says so. */
export async function killWhen(wall: TestWall, more: More, look: () => Promise<boolean>): Promise<void> {
  const child = runBeside(wall, more);
  const ended = once(child, "exit");
  try {
    await until("the moment to kill it", look);
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

/** Runs the program on the rows of a stopped wall until it dies at `place`, as by SIGKILL. */
export async function dieAt(wall: TestWall, place: string, more: More = {}): Promise<void> {
  const child = runBeside(wall, { ...more, DW_CRASH_AT: place });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (signal !== "SIGKILL") throw new Error(`it should have died at ${place}, but ended with ${code ?? signal}`);
}

/** What the children of this process find in their environment, until the test ends. */
export function setEnvironment(t: TestContext, environment: NodeJS.ProcessEnv): void {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  t.after(() => {
    for (const name of Object.keys(environment))
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  });
}

/** Takes a dead process's rows over. On PostgreSQL it is missed when its leases end, on SQLite when the folder is taken again. */
export async function succeed(wall: TestWall): Promise<void> {
  if (wall.databaseUrl !== null) wall.clock.forward({ seconds: 61 });
  await wall.restart({ workers: true });
}
