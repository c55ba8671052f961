import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type {
  AddressRow,
  FileRow,
  ItemRow,
  PlaceRow,
  RunRow,
  ShareRow,
  StepRow,
  WallClockRow,
} from "../../src/store/tables.ts";

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
}

const TABLES = ["shares", "items", "steps", "runs", "places", "files", "addresses", "wall_clocks"] as const;

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

/** Looks at the rows from outside, past the program. Null while there is no database yet. */
export interface Rows {
  snapshot(): Promise<Snapshot | null>;
  states(): Promise<States | null>;
  /** The names of the steps that a process holds. */
  runningSteps(pid: number): Promise<string[]>;
  close(): Promise<void>;
}

export function openRows({ dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | null }): Rows {
  const source = databaseUrl === null ? sqliteSource(join(dataDir, "wall.db")) : postgresSource(databaseUrl);
  return {
    async snapshot() {
      const queries = Object.fromEntries(TABLES.map((table) => [table, `select * from ${table}`]));
      return (await source.readAll(queries)) as Snapshot | null;
    },
    async states() {
      return (await source.readAll(STATE_QUERIES)) as States | null;
    },
    async runningSteps(pid) {
      const query = `select name from steps where state = 'running' and leased_by like '%:${pid}:%' order by id`;
      const read = await source.readAll({ steps: query });
      return (read?.["steps"] ?? []).map((row) => String((row as { name: unknown }).name));
    },
    close: () => source.close(),
  };
}

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
  const client = new pg.Client({ connectionString: url, types });
  const connected = client.connect();
  let turn: Promise<unknown> = connected;
  async function readNow(queries: Readonly<Record<string, string>>): Promise<Record<string, unknown[]> | null> {
    await connected;
    await client.query("begin isolation level repeatable read read only");
    try {
      const read: Record<string, unknown[]> = {};
      for (const [name, query] of Object.entries(queries)) read[name] = (await client.query(query)).rows;
      return read;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "42P01") return null;
      throw error;
    } finally {
      await client.query("rollback");
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
      await client.end();
    },
  };
}
