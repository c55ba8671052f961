import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The owner's local key: who may read this folder is the owner. */
export const keyFileOf = (dataDir: string): string => join(dataDir, "owner.key");
/** Where the running server is, for the command line. */
export const serverFileOf = (dataDir: string): string => join(dataDir, "server.json");

export async function writeKeyFile(dataDir: string, key: string): Promise<void> {
  await writeFile(keyFileOf(dataDir), `${key}\n`, { mode: 0o600 });
}

export const hasKeyFile = (dataDir: string): boolean => existsSync(keyFileOf(dataDir));

export async function writeServerFile(dataDir: string, url: string): Promise<void> {
  await writeFile(serverFileOf(dataDir), `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
}

/** Takes the file away unless another server has written its own meanwhile (on PostgreSQL several may share the folder). */
export async function removeServerFile(dataDir: string): Promise<void> {
  const file = serverFileOf(dataDir);
  const written = await readFile(file, "utf8").catch(() => "{}");
  const { pid } = JSON.parse(written) as { pid?: number };
  if (pid === process.pid) await rm(file, { force: true });
}
