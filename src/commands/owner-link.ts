import type { Command } from "commander";
import { readClientSettings, readServerSettings } from "../config/client-settings.ts";
import { Client, ServerUnreached } from "./client.ts";
import { findServer, readLocalServer, refuseEmptyFolder } from "./find-server.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { printJson } from "./terminal.ts";

const LINK_SECONDS = 900;

export function addOwnerLink(program: Command): void {
  withServer(program.command("owner-link").description("a new link that signs the owner in, once, within 15 minutes"))
    .addHelpText("after", examples([["digital-wall owner-link", "open it in the browser"]]))
    .action(ownerLink);
}

async function ownerLink(options: ServerOptions): Promise<void> {
  const link = (await linkOfServer(options)) ?? (await linkOfFolder());
  if (options.json) return printJson(link);
  process.stdout.write(`${link.url}\n`);
  process.stderr.write(
    `It signs the owner in, once, within 15 minutes.${link.offline ? " No server runs now: start it first with `digital-wall serve`." : ""}\n`,
  );
}

interface Link {
  readonly url: string;
  readonly expires_in_seconds: number;
  readonly offline: boolean;
}

/** From the server that runs; null when none was named and none answers here. */
async function linkOfServer(options: ServerOptions): Promise<Link | null> {
  const settings = readClientSettings();
  const isNamed = options.server !== undefined || settings.server !== null;
  if (!isNamed && (await readLocalServer(settings.dataDir)) === null) return null;
  try {
    const client = new Client(await findServer(options));
    const made = await client.ask<{ url: string; expires_in_seconds: number }>("POST", "/owner-link");
    return { ...made, offline: false };
  } catch (error) {
    if (error instanceof ServerUnreached && !isNamed) return null;
    throw error;
  }
}

/** From the folder itself, which is ours only when we get its lock. @throws FolderTaken */
async function linkOfFolder(): Promise<Link> {
  const settings = readServerSettings();
  refuseEmptyFolder(settings);
  const { ownerLinkOffline } = await import("../app/without-server.ts");
  return { url: await ownerLinkOffline(settings), expires_in_seconds: LINK_SECONDS, offline: true };
}
