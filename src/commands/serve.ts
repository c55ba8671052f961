import { existsSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import type { Command } from "commander";
import { packageFolder } from "../app/version.ts";
import { findMisspeltSettings, readServerSettings } from "../config/client-settings.ts";
import { wrongUsage } from "./failure.ts";
import { examples } from "./server-options.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { untilStopped } from "./until-stopped.ts";

export function addServe(program: Command): void {
  program
    .command("serve")
    .description("start Digital Wall here")
    .option("--no-workers", "take shares and serve the page only; other processes work on them (PostgreSQL)")
    .option("--demo", "show a full wall in a folder that is thrown away at the end")
    .addHelpText(
      "after",
      examples([
        ["digital-wall serve", "on http://127.0.0.1:3000, everything in ./data"],
        ["PORT=8080 DATA_DIR=~/wall digital-wall serve", "on another port, in another folder"],
        ["DATABASE_URL=postgres://… digital-wall serve", "on PostgreSQL"],
        ["digital-wall serve --demo", "a wall to look at; nothing of it is kept"],
      ]),
    )
    .action(serve);
}

async function serve({ workers, demo = false }: { workers: boolean; demo?: boolean }): Promise<void> {
  if (demo) {
    if (!workers) throw wrongUsage("--demo does its own work; leave --no-workers out.");
    const { serveDemo } = await import("./demo/serve-demo.ts");
    return await serveDemo();
  }
  const settings = readServerSettings();
  if (!workers && settings.databaseUrl === null)
    throw wrongUsage(
      "--no-workers needs DATABASE_URL: the embedded database serves one process, which has to do the work as well.",
    );
  warnOfMisspelt();
  const { startServer } = await import("../app.ts");
  const server = await startServer(settings, { workers });
  const terminal = openTerminal(process.stdout);
  const address = settings.publicUrl?.origin ?? server.url;
  // A server is often killed rather than ended, and would then never keep what bin/digital-wall.js asked for.
  flushCompileCache();
  terminal.print(banner(terminal, { ...server, address, isPageBuilt: isPageBuilt() }));
  await untilStopped(() => server.stop());
}

/** Settings that were most likely meant, and have no effect as they are spelt. */
export function warnOfMisspelt(): void {
  for (const { name, meant } of findMisspeltSettings())
    process.stderr.write(`${name} is no setting and has no effect; ${meant} was probably meant.\n`);
}

/** The page is made by a build of its own; without it only the API answers. */
export const isPageBuilt = (): boolean => existsSync(join(packageFolder, "dist", "page", "index.html"));

interface Started {
  readonly address: string;
  readonly url: string;
  readonly ownerLink: string | null;
  readonly keyFile: string;
  readonly firstStart: boolean;
  readonly isPageBuilt: boolean;
}

/** What somebody who has just started Digital Wall wants to know. */
function banner(terminal: Terminal, { address, url, ownerLink, keyFile, firstStart, isPageBuilt }: Started): string {
  const strong = (text: string) => terminal.paint("bold", text);
  const quiet = (text: string) => terminal.paint("dim", text);
  const key = `$(cat ${quoted(keyFile)})`;
  return [
    "",
    `${strong("Digital Wall")} is at ${strong(address)}${address === url ? "" : quiet(` (listening on ${url})`)}`,
    ...(isPageBuilt ? [] : ["The page is not built yet: run `npm run build:page` and start again. The API works."]),
    ...(ownerLink === null
      ? []
      : [
          "",
          firstStart
            ? "Welcome. This link signs you in, once, within 15 minutes:"
            : "This link signs you in, once, within 15 minutes:",
          `  ${terminal.paint("cyan", ownerLink)}`,
        ]),
    "",
    `Your key for this machine lies in ${keyFile}`,
    "Share something:",
    "  digital-wall share https://example.org/",
    `  curl -H "Authorization: Bearer ${key}" -H "Content-Type: text/plain" -d "A first thought" ${url}/api/v1/share`,
    "",
    quiet("Ctrl-C stops it."),
    "",
  ].join("\n");
}

/** A path as a shell takes it. */
const quoted = (path: string): string => (/^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
