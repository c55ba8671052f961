import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { keyFileOf, serverFileOf } from "../app/local-files.ts";
import { keyOf, readClientSettings } from "../config/client-settings.ts";
import { urlOf } from "../config/read.ts";
import type { Settings } from "../config/settings.ts";
import { CommandFailed, EXIT, wrongUsage } from "./failure.ts";
import type { ServerOptions } from "./server-options.ts";

export interface FoundServer {
  /** Where to ask, without a slash at the end. */
  readonly url: string;
  readonly key: string;
  /** Where people see the page. */
  readonly pageUrl: string;
  /** Whether it was found through the data folder of this machine. */
  readonly isLocal: boolean;
}

/**
 * The server a command talks to: the one that was named, else the one that runs on the data folder of this machine.
 * The owner's key of the folder goes to that one only, never to a server that was merely named.
 * @throws CommandFailed, SettingRefused
 */
export async function findServer(options: ServerOptions): Promise<FoundServer> {
  const settings = readClientSettings();
  const named = options.server === undefined ? settings.server : urlOf("--server", options.server.replace(/\/+$/, ""));
  const key = options.key === undefined ? settings.key : keyOf("--key", options.key.trim());
  const local = await readLocalServer(settings.dataDir);
  if (named === null && local === null)
    throw new CommandFailed(
      `No Digital Wall runs on ${settings.dataDir}. Start it with \`digital-wall serve\`, or name one with --server.`,
      EXIT.unreached,
    );
  const url = named?.origin ?? local ?? "";
  const isLocal = url === local;
  const used = key ?? (isLocal ? await readOwnerKey(settings.dataDir) : null);
  if (used === null) throw wrongUsage(`${url} needs an API key: give one with --key or DW_KEY.`);
  return { url, key: used, pageUrl: (isLocal && settings.publicUrl?.origin) || url, isLocal };
}

/** What `server.json` in the data folder says; null when no server has written one. */
export async function readLocalServer(dataDir: string): Promise<string | null> {
  try {
    const { url } = JSON.parse(await readFile(serverFileOf(dataDir), "utf8")) as { url?: unknown };
    return typeof url === "string" && URL.canParse(url) ? reachable(new URL(url)) : null;
  } catch {
    return null;
  }
}

/** A server that listens on every address of the machine is reached on its own. */
function reachable(url: URL): string {
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  if (url.hostname === "[::]") url.hostname = "[::1]";
  return url.origin;
}

/**
 * A command that works on the folder itself must not make a new one where somebody only stands in the wrong place.
 * @throws CommandFailed
 */
export function refuseEmptyFolder({ dataDir, databaseUrl }: Settings): void {
  if (databaseUrl !== null || existsSync(join(dataDir, "wall.db"))) return;
  throw new CommandFailed(
    `There is no Digital Wall in ${dataDir}. Set DATA_DIR to its folder, or make one with \`digital-wall serve\`.`,
    EXIT.unreached,
  );
}

async function readOwnerKey(dataDir: string): Promise<string> {
  const file = keyFileOf(dataDir);
  try {
    const key = keyOf(file, (await readFile(file, "utf8")).trim());
    if (key !== null) return key;
  } catch (error) {
    throw new CommandFailed(
      `The owner's key ${file} cannot be read; give a key with --key or DW_KEY.`,
      EXIT.failed,
      error,
    );
  }
  throw new CommandFailed(`The owner's key ${file} is empty; restart the server without this file to get a new one.`);
}
