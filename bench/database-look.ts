import pg from "pg";
import { cpuSecondsOf } from "./child.ts";

/** What a database has counted since it was made. */
export interface DatabaseCounts {
  /** Transactions, plain reads among them. */
  readonly transactions: number;
  readonly rowsMade: number;
  /** Rows made, changed and removed. */
  readonly rowsWritten: number;
  /** On disk, indexes included. */
  readonly bytes: number;
  /** CPU of the processes that serve it; 0 when they run on another machine. */
  readonly cpuSeconds: number;
}

/** A look into the database of a place from beside the program. */
export interface DatabaseLook {
  /** Shares that ended in this time (ms since 1970) and whose item shows the analysis of a provider. */
  analysedBetween(time: { fromMs: number; toMs: number }): Promise<number>;
  counts(): Promise<DatabaseCounts>;
  cpuSeconds(): Promise<number>;
  close(): Promise<void>;
}

export async function lookInto(databaseUrl: string): Promise<DatabaseLook> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const cpuSeconds = async () => {
    const { rows } = await client.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    return rows.reduce((sum, { pid }) => sum + (cpuSecondsOf(pid) ?? 0), 0);
  };
  return {
    async analysedBetween({ fromMs, toMs }) {
      const { rows } = await client.query<{ shares: string }>(
        `select count(*) as shares from shares s join items i on i.id = s.item join analyses a on a.id = i.analysis
         where s.ended_at >= $1 and s.ended_at < $2 and a.made_by like 'claude:%'`,
        [fromMs, toMs],
      );
      return Number(rows[0]?.shares);
    },
    async counts() {
      const { rows } = await client.query<Record<"transactions" | "made" | "written" | "bytes", string>>(
        `select xact_commit + xact_rollback as transactions, tup_inserted as made,
           tup_inserted + tup_updated + tup_deleted as written, pg_database_size(datname) as bytes
         from pg_stat_database where datname = current_database()`,
      );
      const [row] = rows;
      return {
        transactions: Number(row?.transactions),
        rowsMade: Number(row?.made),
        rowsWritten: Number(row?.written),
        bytes: Number(row?.bytes),
        cpuSeconds: await cpuSeconds(),
      };
    },
    cpuSeconds,
    close: () => client.end(),
  };
}
