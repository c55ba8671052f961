import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { AiCallRow, AiMonthRow } from "../../src/store/analysis-tables.ts";
import type { AddressRow, FileRow, ItemRow, PlaceRow, RunRow, ShareRow, StepRow } from "../../src/store/tables.ts";
import type { WallClockRow } from "../../src/store/wall-tables.ts";

/** All rows the oracle judges, read in one transaction. */
export interface Snapshot {
  readonly shares: readonly ShareRow[];
  readonly items: readonly ItemRow[];
  readonly steps: readonly StepRow[];
  readonly runs: readonly RunRow[];
  readonly places: readonly PlaceRow[];
  readonly files: readonly FileRow[];
  readonly addresses: readonly AddressRow[];
  readonly wall_clocks: readonly WallClockRow[];
  readonly ai_calls: readonly AiCallRow[];
  readonly ai_months: readonly AiMonthRow[];
}

const TABLES = [
  "shares",
  "items",
  "steps",
  "runs",
  "places",
  "files",
  "addresses",
  "wall_clocks",
  "ai_calls",
  "ai_months",
] as const;

/** What only moves forward while the program lives and dies. */
export interface States {
  readonly shares: readonly Pick<ShareRow, "id" | "state" | "run" | "version">[];
  readonly steps: readonly Pick<StepRow, "id" | "state" | "attempt" | "name">[];
  readonly wall_clocks: readonly WallClockRow[];
  readonly places: readonly Pick<PlaceRow, "wall" | "item" | "clock">[];
}

const STATE_QUERIES = {
  shares: "select id, state, run, version from shares",
  steps: "select id, state, attempt, name from steps",
  wall_clocks: "select wall, clock, oldest from wall_clocks",
  places: "select wall, item, clock from places",
} as const;

export type HeldStep = Pick<StepRow, "id" | "attempt" | "name">;

/** Looks at the rows from outside, past the program. Null while there is no database yet, or while it is away. */
export interface Rows {
  snapshot(): Promise<Snapshot | null>;
  states(): Promise<States | null>;
  /** The names of the steps that a process holds. */
  runningSteps(pid: number): Promise<string[]>;
  /** The same with what tells whether another one took them over. */
  heldBy(pid: number): Promise<HeldStep[]>;
  /** The process that holds a step of this kind of an item; null while nobody does. */
  holderOf(step: { readonly item: string; readonly name: StepRow["name"] }): Promise<number | null>;
  close(): Promise<void>;
}

export function openRows({ dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | null }): Rows {
  const source = databaseUrl === null ? sqliteSource(join(dataDir, "wall.db")) : postgresSource(databaseUrl);
  async function running(): Promise<StepRow[]> {
    const read = await source.readAll({ steps: "select * from steps where state = 'running' order by id" });
    return (read?.["steps"] ?? []) as StepRow[];
  }
  const heldBy = async (pid: number) => (await running()).filter((step) => holderIn(step) === pid);
  return {
    async snapshot() {
      const queries = Object.fromEntries(TABLES.map((table) => [table, `select * from ${table}`]));
      return (await source.readAll(queries)) as Snapshot | null;
    },
    async states() {
      return (await source.readAll(STATE_QUERIES)) as States | null;
    },
    heldBy,
    runningSteps: async (pid) => (await heldBy(pid)).map(({ name }) => name),
    async holderOf(of) {
      const step = (await running()).find(({ item, name }) => item === of.item && name === of.name);
      return step ? holderIn(step) : null;
    },
    close: () => source.close(),
  };
}

/** Whether nothing is being worked on, and nothing waits to be. */
export async function isQuiet(rows: Pick<Rows, "states">): Promise<boolean> {
  const states = await rows.states();
  if (!states) return false;
  const open = states.steps.some(({ state }) => state === "ready" || state === "waiting" || state === "running");
  return !open && states.shares.every(({ state }) => state !== "processing");
}

/** `<host>:<pid>:<id>` */
const holderIn = ({ leased_by: holder }: StepRow): number => Number(holder?.split(":").at(-2));

interface Source {
  readAll(queries: Readonly<Record<string, string>>): Promise<Record<string, unknown[]> | null>;
  close(): Promise<void>;
}

const BUSY_TIMEOUT_MS = 2_000;

function sqliteSource(path: string): Source {
  let db: DatabaseSync | null = null;
  return {
    readAll(queries) {
      if (!existsSync(path)) return Promise.resolve(null);
      try {
        db ??= new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
        db.exec("begin");
        const read: Record<string, unknown[]> = {};
        for (const [name, query] of Object.entries(queries)) read[name] = db.prepare(query).all();
        return Promise.resolve(read);
      } catch (error) {
        // Killed before its first table, or in the moment of recovery: nothing can be read yet.
        if (error instanceof Error && /no such table|locked|unable to open|readonly/i.test(error.message))
          return Promise.resolve(null);
        throw error;
      } finally {
        if (db?.isTransaction) db.exec("rollback");
      }
    },
    close() {
      db?.close();
      return Promise.resolve();
    },
  };
}

function postgresSource(url: string): Source {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  let open: pg.Client | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function connected(): Promise<pg.Client> {
    if (open) return open;
    const client = new pg.Client({ connectionString: url, types });
    // A server that goes says so here; the next look connects anew.
    client.on("error", () => {});
    client.once("end", () => {
      if (open === client) open = null;
    });
    await client.connect();
    open = client;
    return client;
  }
  async function readNow(queries: Readonly<Record<string, string>>): Promise<Record<string, unknown[]> | null> {
    try {
      const client = await connected();
      await client.query("begin isolation level repeatable read read only");
      try {
        const read: Record<string, unknown[]> = {};
        for (const [name, query] of Object.entries(queries)) read[name] = (await client.query(query)).rows;
        return read;
      } finally {
        await client.query("rollback");
      }
    } catch (error) {
      if (isAway(error) || Object(error).code === NO_SUCH_TABLE) return null;
      throw error;
    }
  }
  return {
    readAll(queries) {
      const read = turn.then(() => readNow(queries));
      turn = read.catch(() => {});
      return read;
    },
    async close() {
      await turn;
      await open?.end();
    },
  };
}

const NO_SUCH_TABLE = "42P01";

/** Whether a server was restarted, or is away: what is no answer of its own, or one of its last. */
function isAway(error: unknown): boolean {
  const code = String(Object(error).code ?? "");
  return !/^[0-9A-Z]{5}$/.test(code) || /^(57P|08)/.test(code);
}
