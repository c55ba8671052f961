import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { readClientSettings, readServerSettings } from "../config/client-settings.ts";
import type { Backup } from "../contract/backups.ts";
import { armFailpoint } from "../core/failpoint.ts";
import { Client, ServerUnreached } from "./client.ts";
import { CommandFailed } from "./failure.ts";
import { findServer, readLocalServer, refuseEmptyFolder } from "./find-server.ts";
import { ProgressLine } from "./progress-line.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";
import { bytesInWords } from "./times.ts";

const LOOK_AGAIN_MS = 300;

export function addBackup(program: Command): void {
  withServer(program.command("backup").description("back up everything now, while people go on, and verify it"))
    .addHelpText(
      "after",
      examples([
        ["digital-wall backup", "into BACKUP_DIR, by the server that runs, or without one"],
        ["BACKUP_DIR=/mnt/other digital-wall backup", "elsewhere, where no server runs"],
      ]),
    )
    .action(backup);
}

interface Taken {
  readonly folder: string;
  readonly bytes: number;
  /** The machine it lies on; null is this one. */
  readonly host: string | null;
}

async function backup(options: ServerOptions): Promise<void> {
  const terminal = openTerminal(process.stderr);
  const line = new ProgressLine({ stream: process.stderr, terminal, name: "backup" });
  let last = "";
  const tell = ({ doing, done }: NonNullable<Backup["progress"]>): void => {
    // Where lines pile up, one for each part of the work is enough.
    if (!terminal.isScreen && doing === last) return;
    last = doing;
    line.say(terminal.isScreen && done > 0 ? `${DOING[doing]}: ${done}` : `${DOING[doing]}…`);
  };
  const take = async () => (await byServer(options, tell)) ?? (await byFolder(tell));
  const taken = await take().finally(() => line.clear());
  if (options.json) return printJson(taken);
  const where = taken.host === null ? taken.folder : `${taken.folder} on ${taken.host}`;
  process.stdout.write(`Backed up and verified: ${where} (${bytesInWords(taken.bytes)} of rows).\n`);
}

const DOING = { rows: "Copying rows", files: "Keeping files", verify: "Reading it again" } as const;

/** By the server that runs; null when none was named and none answers here. */
async function byServer(
  options: ServerOptions,
  tell: (progress: NonNullable<Backup["progress"]>) => void,
): Promise<Taken | null> {
  const settings = readClientSettings();
  const isNamed = options.server !== undefined || settings.server !== null;
  if (!isNamed && (await readLocalServer(settings.dataDir)) === null) return null;
  const client = new Client(await findServer(options));
  let begun: Backup;
  try {
    begun = await client.ask<Backup>("POST", "/backups");
  } catch (error) {
    if (error instanceof ServerUnreached && !isNamed) return null;
    throw error;
  }
  return await follow(client, begun.id, tell);
}

async function follow(
  client: Client,
  id: string,
  tell: (progress: NonNullable<Backup["progress"]>) => void,
): Promise<Taken> {
  for (;;) {
    const { state, folder, bytes, host, error, progress } = await client.ask<Backup>("GET", `/backups/${id}`);
    if (state === "failed")
      throw new CommandFailed(`The backup failed: ${error ?? "unknown"}. Nothing of it was kept.`);
    if (state === "verified") return { folder: folder ?? "", bytes, host: client.server.isLocal ? null : host };
    if (progress) tell(progress);
    await sleep(LOOK_AGAIN_MS);
  }
}

/** From the folder itself, which is ours only when we get its lock. */
async function byFolder(tell: (progress: NonNullable<Backup["progress"]>) => void): Promise<Taken> {
  const settings = readServerSettings();
  refuseEmptyFolder(settings);
  armFailpoint(settings.crashAt);
  const { backUpOffline } = await import("../app/backup/back-up-offline.ts");
  const { folder, bytes } = await backUpOffline(settings, tell);
  return { folder, bytes, host: null };
}
