import { resolve } from "node:path";
import type { FileSettings } from "./file-settings.ts";
import { misspeltSettings } from "./misspelt.ts";
import { SettingRefused, urlOf } from "./read.ts";
import { readFilesAt, readSettings, SETTINGS, type Settings } from "./settings.ts";

/** What only the command line looks at when it talks to a server. */
const CLIENT_SETTINGS = {
  DW_SERVER: { default: "", meaning: "the server the command line talks to; by default the one on this machine" },
  DW_KEY: { default: "", meaning: "the API key it uses there" },
  DW_IMPORT_KEY: { default: "", meaning: "the key of the service that `digital-wall import --from` pulls from" },
  DW_IMPORT_CLIENT_ID: { default: "", meaning: "instead of a key, for wallabag: an API client of yours there" },
  DW_IMPORT_CLIENT_SECRET: { default: "", meaning: "the secret of that client" },
  DW_IMPORT_USERNAME: { default: "", meaning: "the name you sign in with there" },
  DW_IMPORT_PASSWORD: { default: "", meaning: "and the password" },
  NO_COLOR: { default: "", meaning: "anything: no colours" },
} as const;

export interface ClientSettings {
  readonly server: URL | null;
  readonly key: string | null;
  readonly dataDir: string;
  /** How people reach the server of this machine, for links. */
  readonly publicUrl: URL | null;
}

/**
 * What the command line needs to find a server. Other settings of a server are not looked at: a mistake in them must
 * not keep anybody from asking a server that runs.
 * @throws SettingRefused
 */
export function readClientSettings(environment: NodeJS.ProcessEnv = process.env): ClientSettings {
  const value = (name: string): string => environment[name]?.trim() ?? "";
  return {
    server: urlOf("DW_SERVER", value("DW_SERVER")),
    key: keyOf("DW_KEY", value("DW_KEY")),
    dataDir: resolve(value("DATA_DIR") || SETTINGS.DATA_DIR.default),
    publicUrl: urlOf("PUBLIC_URL", value("PUBLIC_URL")),
  };
}

/** A key as it may stand in a header; null when empty. @throws SettingRefused */
export function keyOf(name: string, value: string): string | null {
  if (value === "") return null;
  if (!/^[\x21-\x7e]{1,500}$/.test(value)) throw new SettingRefused(name, "must be an API key, such as dw_…");
  return value;
}

/** The key of a service to be pulled from; null when none is set. @throws SettingRefused */
export const readImportKey = (): string | null => keyOf("DW_IMPORT_KEY", process.env["DW_IMPORT_KEY"]?.trim() ?? "");

const LOGIN_SETTINGS = {
  client_id: "DW_IMPORT_CLIENT_ID",
  client_secret: "DW_IMPORT_CLIENT_SECRET",
  username: "DW_IMPORT_USERNAME",
  password: "DW_IMPORT_PASSWORD",
} as const satisfies Record<string, keyof typeof CLIENT_SETTINGS>;

/** A word of how somebody signs in at a service to be pulled from; null when it is not set. */
export const readImportLogin = (field: keyof typeof LOGIN_SETTINGS): string | null =>
  process.env[LOGIN_SETTINGS[field]] || null;

/** The settings of a server, from the environment of this process, but for what `instead` says. @throws SettingRefused */
export const readServerSettings = (instead: Readonly<Record<string, string>> = {}): Settings =>
  readSettings({ ...process.env, ...instead });

/** Another place for files, named on the command line; the keys are those of this process. @throws SettingRefused */
export const readPlaceOfFiles = (option: string, url: string): FileSettings => readFilesAt(process.env, option, url);

/** Names in the environment of this process that were most likely meant as settings. */
export const findMisspeltSettings = (): { name: string; meant: string }[] =>
  misspeltSettings(process.env).filter(({ name }) => !Object.hasOwn(CLIENT_SETTINGS, name));

/** Whether the person asked for no colours (no-color.org). */
export const wantsNoColor = (): boolean => (process.env["NO_COLOR"] ?? "") !== "";
