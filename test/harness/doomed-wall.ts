import { fork } from "node:child_process";
import { once } from "node:events";
import type { TestWall } from "./new-wall.ts";

const PROGRAM = new URL("./run-wall.ts", import.meta.url);

/** The settings of a wall by their names in the environment, for processes beside it. */
export function environmentOf(wall: TestWall): NodeJS.ProcessEnv {
  return {
    DATA_DIR: wall.dataDir,
    PORT: "0",
    LOG_LEVEL: "silent",
    FETCH_ALLOW_HOSTS: wall.pages.host,
    DW_LEASE_MS: "1000",
    ...(wall.databaseUrl === null ? {} : { DATABASE_URL: wall.databaseUrl }),
  };
}

/** Runs the program on the rows of a stopped wall until it dies at `place`, as by SIGKILL. */
export async function dieAt(wall: TestWall, place: string): Promise<void> {
  const child = fork(PROGRAM, [], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, ...environmentOf(wall), DW_CRASH_AT: place },
  });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (signal !== "SIGKILL") throw new Error(`it should have died at ${place}, but ended with ${code ?? signal}`);
}
