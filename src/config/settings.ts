import { resolve } from "node:path";
import type { AllowedHost } from "../core/address-guard.ts";
import { LANES, type Lane } from "../core/steps.ts";
import { ACCOUNT_SETTINGS, type AccountSettings, readAccountSettings } from "./account-settings.ts";
import { AI_SETTINGS, type AiSettings, readAiSettings } from "./ai-settings.ts";
import { BACKUP_SETTINGS, type BackupSettings, readBackupSettings } from "./backup-settings.ts";
import { DATABASE_SETTINGS, type DatabaseSettings, databaseUrlOf, readDatabaseSettings } from "./database-settings.ts";
import { EMBEDDING_SETTINGS, type EmbeddingSettings, readEmbeddingSettings } from "./embedding-settings.ts";
import { FILE_SETTINGS, type FileSettings, filesAt, readFileSettings } from "./file-settings.ts";
import {
  booleanOf,
  hostsOf,
  integerOf,
  levelOf,
  originsOf,
  type Rate,
  rateOf,
  SettingRefused,
  textOf,
  urlOf,
} from "./read.ts";
import { REDIS_SETTINGS, type RedisSettings, readRedisSettings } from "./redis-settings.ts";
import { type OidcSettings, readOidcSettings, SIGN_IN_SETTINGS } from "./sign-in-settings.ts";

/** Everything a person may set, with its meaning and default; the only list of them. */
export const SETTINGS = {
  HOST: { default: "127.0.0.1", meaning: "the address to listen on" },
  PORT: { default: "3000", meaning: "the port to listen on; 0 picks a free one" },
  PUBLIC_URL: { default: "", meaning: "the address people use, such as https://wall.example.org" },
  ALLOWED_HOSTS: { default: "", meaning: "further host names this server answers to, comma separated" },
  ALLOWED_ORIGINS: { default: "", meaning: "other sites whose pages may use the API, comma separated" },
  TRUST_PROXY: { default: "", meaning: "addresses of proxies in front, or how many there are" },
  DATA_DIR: { default: "./data", meaning: "the folder of everything that is kept" },
  ...DATABASE_SETTINGS,
  ...FILE_SETTINGS,
  ...BACKUP_SETTINGS,
  ...REDIS_SETTINGS,
  ...AI_SETTINGS,
  ...EMBEDDING_SETTINGS,
  ...ACCOUNT_SETTINGS,
  ...SIGN_IN_SETTINGS,
  FETCH_ALLOW_HOSTS: {
    default: "",
    meaning: "private hosts that shared pages may come from: host or host:port, comma separated",
  },
  PUBLIC_WALLS: { default: "on", meaning: "on or off: whether people may let anybody look at a wall without a link" },
  RATE_LIMIT_SHARE: { default: "60/60", meaning: "shares per seconds and key, or off" },
  RATE_LIMIT_AI: { default: "30/60", meaning: "analyses per seconds and key, or off" },
  RATE_LIMIT_SIGN_IN: { default: "10/300", meaning: "sign-ins per seconds and address, and per account, or off" },
  MAX_FILE_BYTES: { default: "100000000", meaning: "largest shared file in bytes" },
  MAX_IMPORT_BYTES: { default: "2000000000", meaning: "largest file of an import in bytes" },
  WORK_CONTENT: { default: "6", meaning: "pages and files worked on at once" },
  WORK_AI: { default: "3", meaning: "analyses at once" },
  METRICS_PORT: {
    default: "",
    meaning: "where `worker` answers /metrics and /health/live, on HOST; by default nowhere",
  },
  SLOW_REQUEST_MS: { default: "5000", meaning: "requests slower than this are logged as slow, in ms" },
  REQUEST_TIMEOUT_MS: { default: "300000", meaning: "time a request may take to arrive, in ms" },
  DRAIN_MS: { default: "25000", meaning: "time running work gets to end at shutdown, in ms" },
  LOG_LEVEL: { default: "info", meaning: "debug, info, warn, error or silent" },
  API_DOCS: { default: "", meaning: "on or off: docs at /api/docs; by default off when NODE_ENV is production" },
  NODE_ENV: { default: "", meaning: "production closes the API docs" },
  DW_CRASH_AT: { default: "", meaning: "for tests only: the place where the process kills itself" },
  DW_CLOCK_OFFSET_MS: { default: "0", meaning: "for tests only: moves the clock" },
  DW_LEASE_MS: { default: "60000", meaning: "for tests only: how long a silent worker keeps its steps, in ms" },
} as const;

export type SettingName = keyof typeof SETTINGS;

export interface Settings extends RedisSettings, AccountSettings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: URL | null;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: false | number | readonly string[];
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly database: DatabaseSettings;
  readonly files: FileSettings;
  readonly backups: BackupSettings;
  readonly fetchAllowHosts: readonly AllowedHost[];
  readonly publicWalls: boolean;
  readonly rates: { readonly share: Rate; readonly ai: Rate; readonly signIn: Rate };
  readonly ai: AiSettings;
  /** Null where nothing is found by meaning. */
  readonly embedding: EmbeddingSettings | null;
  readonly oidc: OidcSettings | null;
  readonly maxFileBytes: number;
  readonly maxImportBytes: number;
  readonly places: Readonly<Record<Lane, number>>;
  /** Of `worker`; null is none. */
  readonly metricsPort: number | null;
  readonly slowRequestMs: number;
  readonly requestTimeoutMs: number;
  readonly drainMs: number;
  readonly logLevel: ReturnType<typeof levelOf>;
  readonly apiDocs: boolean;
  readonly crashAt: string | null;
  readonly clockOffsetMs: number;
  readonly leaseMs: number;
}

/**
 * Reads the environment. A value that cannot be read is refused by name; nothing else in the program looks at it.
 * @throws SettingRefused
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const value = valueIn(environment);
  const dataDir = resolve(textOf("DATA_DIR", value("DATA_DIR")));
  const publicUrl = urlOf("PUBLIC_URL", value("PUBLIC_URL"));
  const files = readFileSettings(value, { dataDir });
  const isProduction = value("NODE_ENV") === "production";
  return {
    host: textOf("HOST", value("HOST")),
    port: integerOf("PORT", value("PORT"), { from: 0, to: 65_535 }),
    publicUrl,
    allowedHosts: hostsOf("ALLOWED_HOSTS", value("ALLOWED_HOSTS")).map(({ host }) => host),
    allowedOrigins: originsOf("ALLOWED_ORIGINS", value("ALLOWED_ORIGINS")),
    trustProxy: trustOf(value("TRUST_PROXY")),
    dataDir,
    databaseUrl: databaseUrlOf("DATABASE_URL", value("DATABASE_URL")),
    database: readDatabaseSettings(value),
    files,
    backups: readBackupSettings(value, { dataDir, files }),
    fetchAllowHosts: hostsOf("FETCH_ALLOW_HOSTS", value("FETCH_ALLOW_HOSTS")),
    publicWalls: booleanOf("PUBLIC_WALLS", value("PUBLIC_WALLS")),
    rates: {
      share: rateOf("RATE_LIMIT_SHARE", value("RATE_LIMIT_SHARE")),
      ai: rateOf("RATE_LIMIT_AI", value("RATE_LIMIT_AI")),
      signIn: rateOf("RATE_LIMIT_SIGN_IN", value("RATE_LIMIT_SIGN_IN")),
    },
    ...readRedisSettings(value),
    ...readAccountSettings(value),
    ai: readAiSettings(value),
    embedding: readEmbeddingSettings(value),
    oidc: readOidcSettings(value),
    maxFileBytes: integerOf("MAX_FILE_BYTES", value("MAX_FILE_BYTES"), { from: 1, to: 10_000_000_000 }),
    maxImportBytes: integerOf("MAX_IMPORT_BYTES", value("MAX_IMPORT_BYTES"), { from: 1, to: 100_000_000_000 }),
    places: Object.fromEntries(
      LANES.map((lane) => {
        const name = lane === "content" ? "WORK_CONTENT" : "WORK_AI";
        return [lane, integerOf(name, value(name), { from: 1, to: 100 })];
      }),
    ) as Record<Lane, number>,
    metricsPort:
      value("METRICS_PORT") === "" ? null : integerOf("METRICS_PORT", value("METRICS_PORT"), { from: 0, to: 65_535 }),
    slowRequestMs: integerOf("SLOW_REQUEST_MS", value("SLOW_REQUEST_MS"), { from: 1, to: 3_600_000 }),
    requestTimeoutMs: integerOf("REQUEST_TIMEOUT_MS", value("REQUEST_TIMEOUT_MS"), { from: 1_000, to: 3_600_000 }),
    drainMs: integerOf("DRAIN_MS", value("DRAIN_MS"), { from: 0, to: 600_000 }),
    logLevel: levelOf("LOG_LEVEL", value("LOG_LEVEL")),
    apiDocs: value("API_DOCS") === "" ? !isProduction : booleanOf("API_DOCS", value("API_DOCS")),
    crashAt: value("DW_CRASH_AT") || null,
    clockOffsetMs: integerOf("DW_CLOCK_OFFSET_MS", value("DW_CLOCK_OFFSET_MS"), { from: -1e12, to: 1e12 }),
    leaseMs: integerOf("DW_LEASE_MS", value("DW_LEASE_MS"), { from: 1_000, to: 600_000 }),
  };
}

const valueIn =
  (environment: NodeJS.ProcessEnv) =>
  (name: SettingName): string =>
    environment[name]?.trim() || SETTINGS[name].default;

/**
 * Another place for files with the same keys, as `--to` names one.
 * @throws SettingRefused
 */
export function readFilesAt(environment: NodeJS.ProcessEnv, option: string, url: string): FileSettings {
  const value = valueIn(environment);
  return filesAt(option, url, value, { dataDir: resolve(textOf("DATA_DIR", value("DATA_DIR"))) });
}

function trustOf(value: string): Settings["trustProxy"] {
  if (value === "") return false;
  if (/^[1-9]$/.test(value)) return Number(value);
  const addresses = value.split(",").map((address) => address.trim());
  // "true" would believe whatever address any caller claims to have.
  if (addresses.some((address) => !/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(address)))
    throw new SettingRefused(
      "TRUST_PROXY",
      "must be addresses of proxies, comma separated, or how many there are (1 to 9)",
    );
  return addresses;
}
