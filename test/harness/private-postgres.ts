import { execFile } from "node:child_process";
import { globSync, readdirSync, readlinkSync } from "node:fs";
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { until } from "./until.ts";

const run = promisify(execFile);
/** So much of its log is told when it does not start. */
const LINES_TOLD = 12;
const START_SECONDS = 30;

/** A PostgreSQL of the test's own, which may be stopped, killed and frozen without hurting anybody else. */
export interface PrivatePostgres {
  readonly url: string;
  readonly folder: string;
  /** The system's number of the user who runs it. */
  readonly user: number;
  start(options?: readonly string[]): Promise<void>;
  /** `fast` ends the sessions, `immediate` is as good as a crash. */
  stop(how: "fast" | "immediate"): Promise<void>;
  /** SIGKILL to the server; those who served its connections end by themselves. `start` recovers what it had written. */
  kill(): Promise<void>;
  /** Runs statements past the program. */
  ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** Ends it and takes its folder away. */
  close(): Promise<void>;
}

const programs = globSync("/usr/lib/postgresql/*/bin").toSorted().at(-1) ?? null;

/** Whether one can be started here. */
export const hasPostgresPrograms = programs !== null;

/** Options of a test that needs one: skipped where the server's programs are missing, which under CI is a failure. */
export function onPrivatePostgres(): { skip: string | false } {
  if (programs !== null) return { skip: false };
  if (process.env["CI"] === "true") throw new Error("the programs of PostgreSQL are missing");
  return { skip: "the programs of PostgreSQL are not installed here" };
}

/** Makes and starts one; `close` it after whoever uses it. */
export async function newPrivatePostgres({
  settings = {},
}: {
  settings?: Readonly<Record<string, string>>;
} = {}): Promise<PrivatePostgres> {
  const folder = await mkdtemp(join(tmpdir(), "dw-postgres-"));
  const data = join(folder, "data");
  const port = await freePort();
  const user = process.getuid?.() === 0 ? Number((await run("id", ["-u", "postgres"])).stdout) : 0;
  if (user !== 0) await chown(folder, user, 0);
  await chmod(folder, 0o755);
  await asPostgres(["initdb", "-D", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]);
  const lines = {
    port: String(port),
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: `'${folder}'`,
    fsync: "off",
    max_connections: "60",
    ...settings,
  };
  const text = Object.entries(lines).map(([name, value]) => `${name} = ${value}\n`);
  await writeFile(join(data, "postgresql.auto.conf"), text.join(""));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;

  const server: PrivatePostgres = {
    url,
    folder,
    user,
    async start(options = []) {
      const wait = ["-w", "-t", String(START_SECONDS), "-l", join(folder, "log")];
      await asPostgres(["pg_ctl", "-D", data, ...wait, "-o", options.join(" "), "start"]).catch(async (cause) => {
        // It says there why.
        const log = await readFile(join(folder, "log"), "utf8").catch(() => "");
        throw new Error(`PostgreSQL did not start: ${log.split("\n").slice(-LINES_TOLD).join("\n")}`, { cause });
      });
    },
    async stop(how) {
      await asPostgres(["pg_ctl", "-D", data, "-w", "-m", how, "stop"]);
    },
    async kill() {
      const [line] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(line), "SIGKILL");
      // Whoever starts it while one of them is left is refused, since they share its memory.
      await until("its backends to end", () => pidsOf(data).length === 0);
      // Until the system has taken note of its end, a new one would take it for alive by these files.
      for (const left of [join(data, "postmaster.pid"), join(folder, `.s.PGSQL.${port}.lock`)])
        await rm(left, { force: true });
    },
    async ask<Row extends pg.QueryResultRow>(sql: string) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query<Row>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    async close() {
      // pg_ctl ends the server whose pid lies in this folder, and no other.
      if (await isThere(join(data, "postmaster.pid"))) await server.stop("immediate");
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function asPostgres([program = "", ...words]: string[]): Promise<void> {
  const path = join(programs ?? "", program);
  // From /, since that user may not be let into the folder of the clone.
  const options = { cwd: "/", env: { PATH: process.env["PATH"] } };
  if (process.getuid?.() === 0) await run("runuser", ["-u", "postgres", "--", path, ...words], options);
  else await run(path, words, options);
}

/** Processes of the server that works in this folder: backends stay in it, whatever they call themselves. Linux. */
function pidsOf(data: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === data;
      } catch {
        // It ended while it was looked at.
        return false;
      }
    });
}

const isThere = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
