import { integerOf, SettingRefused } from "./read.ts";

/** Everything that may be set about the database. */
export const DATABASE_SETTINGS = {
  DATABASE_URL: { default: "", meaning: "postgres://… instead of the embedded database; sslmode as libpq has it" },
  DATABASE_POOL: { default: "10", meaning: "the most connections to PostgreSQL of each process" },
  DATABASE_POOL_MIN: { default: "2", meaning: "connections that stay open however idle they are" },
  DATABASE_IDLE_SECONDS: { default: "30", meaning: "the others are closed after so long without work, in seconds" },
  DATABASE_LIFETIME_SECONDS: { default: "1800", meaning: "a connection is replaced after so long, in seconds" },
  DATABASE_CHECK_SECONDS: {
    default: "10",
    meaning: "a connection idle for longer is asked whether it lives before it is used, in seconds",
  },
  DATABASE_CONNECT_MS: { default: "3000", meaning: "time to get a connection, in ms" },
  DATABASE_STATEMENT_MS: { default: "4000", meaning: "time one statement may take, in ms" },
  DATABASE_LOCK_MS: { default: "3000", meaning: "time a statement may wait for a locked row, in ms" },
  DATABASE_IDLE_IN_TRANSACTION_MS: {
    default: "15000",
    meaning: "time a transaction may say nothing before PostgreSQL ends it, in ms",
  },
} as const;

export type DatabaseSettingName = keyof typeof DATABASE_SETTINGS;

/** How many connections to PostgreSQL there are, and how long each thing may take. */
export interface DatabaseSettings {
  readonly poolSize: number;
  readonly keptOpen: number;
  readonly idleMs: number;
  readonly lifetimeMs: number;
  readonly checkAfterMs: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionMs: number;
}

const TLS_MODES = ["disable", "require", "verify-ca", "verify-full"];

/** @throws SettingRefused */
export function readDatabaseSettings(value: (name: DatabaseSettingName) => string): DatabaseSettings {
  const number = (name: DatabaseSettingName, from: number, to: number) => integerOf(name, value(name), { from, to });
  const poolSize = number("DATABASE_POOL", 2, 200);
  return {
    poolSize,
    // The smallest pool keeps what it has; nobody should have to lower two settings for it.
    keptOpen: Math.min(number("DATABASE_POOL_MIN", 0, 200), poolSize),
    idleMs: number("DATABASE_IDLE_SECONDS", 1, 86_400) * 1_000,
    lifetimeMs: number("DATABASE_LIFETIME_SECONDS", 10, 86_400) * 1_000,
    checkAfterMs: number("DATABASE_CHECK_SECONDS", 0, 86_400) * 1_000,
    connectTimeoutMs: number("DATABASE_CONNECT_MS", 100, 60_000),
    statementTimeoutMs: number("DATABASE_STATEMENT_MS", 100, 600_000),
    lockTimeoutMs: number("DATABASE_LOCK_MS", 50, 600_000),
    idleInTransactionMs: number("DATABASE_IDLE_IN_TRANSACTION_MS", 1_000, 600_000),
  };
}

/** The address of PostgreSQL; null is the embedded database. @throws SettingRefused */
export function databaseUrlOf(name: string, value: string): string | null {
  if (value === "") return null;
  if (!/^postgres(ql)?:\/\//.test(value)) throw new SettingRefused(name, "must begin with postgres://");
  if (!URL.canParse(value)) return value;
  const asked = new URL(value).searchParams;
  const mode = asked.get("sslmode");
  // "allow" and "prefer" go on without TLS when there is none: whoever listens in would only have to say so.
  if (mode !== null && !TLS_MODES.includes(mode))
    throw new SettingRefused(name, `must have an sslmode of ${TLS_MODES.join(", ")}`);
  if (mode === "verify-ca" && ["", "system", null].includes(asked.get("sslrootcert")))
    throw new SettingRefused(name, "must name the authority's certificate as sslrootcert with sslmode=verify-ca");
  return value;
}
