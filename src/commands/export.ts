import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import type { Command } from "commander";
import { readServerSettings } from "../config/client-settings.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../contract/archive.ts";
import { Client, ServerUnreached } from "./client.ts";
import { CommandFailed, EXIT, wrongUsage } from "./failure.ts";
import { findServer, refuseEmptyFolder } from "./find-server.ts";
import { findWall } from "./page-through.ts";
import { ProgressLine } from "./progress-line.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, plainLine, printJson } from "./terminal.ts";
import { bytesInWords } from "./times.ts";

const SHOWN_EVERY_MS = 200;

interface ExportOptions extends ServerOptions {
  readonly format?: string;
  readonly wall?: string;
  readonly overwrite?: boolean;
}

export function addExport(program: Command): void {
  const command = program
    .command("export")
    .description("everything of yours as one file: a zip with all files, or a table, bookmarks, lines of JSON")
    .argument("<file>", "where to write it; its ending says the format unless --format does")
    .option("--format <format>", `${EXPORT_FORMATS.join(", ")} (html are bookmarks)`)
    .option("--wall <id or name>", "what stands on one wall only")
    .option("--overwrite", "replace the file if there is one");
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall export everything.zip", "all items with all files, for `digital-wall restore`"],
        ["digital-wall export bookmarks.html", "all links, for any browser"],
        ["digital-wall export holidays.csv --wall Holidays", "one wall as a table"],
      ]),
    )
    .action(exportTo);
}

async function exportTo(file: string, options: ExportOptions): Promise<void> {
  const format = formatOf(file, options.format);
  const path = resolve(file);
  if (!existsSync(dirname(path))) throw wrongUsage(`There is no folder ${dirname(path)}.`);
  if (existsSync(path) && !options.overwrite)
    throw new CommandFailed(`There is a file ${file} already; give another name, or --overwrite.`);
  const source = await openSource(options, format);
  const line = new ProgressLine({ stream: process.stderr, terminal: openTerminal(process.stderr), name: "export" });
  try {
    const bytes = await write(path, source.bytes, line);
    line.clear();
    if (options.json) return printJson({ file: path, format, bytes });
    process.stdout.write(`Exported to ${plainLine(file)} (${bytesInWords(bytes)}).\n`);
  } finally {
    line.clear();
    await source.close();
  }
}

function formatOf(file: string, asked: string | undefined): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const named = asked ?? (ending === "htm" ? "html" : ending);
  const format = EXPORT_FORMATS.find((one) => one === named);
  if (format) return format;
  throw wrongUsage(`The format is one of ${EXPORT_FORMATS.join(", ")}: end the file's name so, or give --format.`);
}

interface Source {
  readonly bytes: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** The running server's answer; where none runs on this machine, the folder itself. */
async function openSource({ wall, ...options }: ExportOptions, format: ExportFormat): Promise<Source> {
  try {
    const client = new Client(await findServer(options));
    const query = { format, wall: wall === undefined ? undefined : await findWall(client, wall) };
    // However long it takes: what counts is that bytes come, and a connection that breaks says so by itself.
    const response = await client.open("GET", "/export", { query, signal: new AbortController().signal });
    return { bytes: told(client, response), close: async () => {} };
  } catch (error) {
    const isNobodyThere = error instanceof CommandFailed && error.exitCode === EXIT.unreached;
    const isNamed = options.server !== undefined || options.key !== undefined;
    if (!isNobodyThere || isNamed || (error instanceof ServerUnreached && !error.isLocal)) throw error;
    const settings = readServerSettings();
    refuseEmptyFolder(settings);
    const { exportOffline } = await import("../app/export-offline.ts");
    return await exportOffline(settings, { format, wall: wall ?? null });
  }
}

async function* told(client: Client, response: Response): AsyncGenerator<Uint8Array> {
  try {
    if (response.body) yield* response.body;
  } catch (error) {
    throw new CommandFailed(`${client.server.url} broke the export off; run it again.`, EXIT.failed, error);
  }
}

/** Under another name until it is whole and on the disk, so that no half of an export is ever taken for one. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>, line: ProgressLine): Promise<number> {
  const begun = `${path}.${randomBytes(4).toString("hex")}.part`;
  const file = await open(begun, "wx", 0o600);
  let written = 0;
  try {
    let shownAtMs = 0;
    for await (const chunk of bytes) {
      await file.writeFile(chunk);
      written += chunk.length;
      if (performance.now() - shownAtMs < SHOWN_EVERY_MS) continue;
      shownAtMs = performance.now();
      line.begin(`${bytesInWords(written)} of the`);
    }
    await file.sync();
    await file.close();
    await rename(begun, path);
    return written;
  } catch (error) {
    await file.close();
    await rm(begun, { force: true });
    throw error;
  }
}
