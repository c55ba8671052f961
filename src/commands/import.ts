import { setTimeout as sleep } from "node:timers/promises";
import { type Command, Option } from "commander";
import { readImportKey, readImportLogin } from "../config/client-settings.ts";
import {
  type FoldersBecome,
  LOGIN_FIELDS,
  PULLED_SERVICES,
  type PulledServiceName,
  SERVICES_WITH_LOGIN,
  type ServiceLogin,
} from "../contract/import-names.ts";
import type { Import, ImportedRow } from "../contract/imports.ts";
import { askSecret } from "./ask-secret.ts";
import { brought } from "./brought.ts";
import { Client } from "./client.ts";
import { EXIT, type ExitCode, endOnFault, wrongUsage } from "./failure.ts";
import { findServer } from "./find-server.ts";
import { printImport } from "./import-report.ts";
import { findWall, limitOf, pageThrough } from "./page-through.ts";
import { ProgressLine } from "./progress-line.ts";
import { sendImport } from "./send-import.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";
import { timeInWords } from "./times.ts";

const LOOK_MS = 250;
const LISTED = "20";
const BROKEN_SHOWN = 20;

interface ImportOptions extends ServerOptions {
  readonly from?: PulledServiceName;
  readonly address?: string;
  readonly dryRun?: boolean;
  readonly format?: string;
  readonly wall?: string;
  readonly folders?: FoldersBecome;
  readonly tags?: string;
  readonly wait?: boolean;
}

export function addImport(program: Command): void {
  const command = program
    .command("import")
    .description("bring bookmarks and notes from elsewhere: a file that a browser or a service exported, or a folder")
    .argument("[file]", "the file, a folder, or - for what is piped in")
    .addOption(
      new Option("--from <service>", "instead of a file: pull everything from a service").choices(PULLED_SERVICES),
    )
    .option("--address <url>", "where that service answers; its key comes from DW_IMPORT_KEY, or is asked for")
    .option("--dry-run", "tell what is in it and make nothing")
    .option("--format <name>", "what it is; by default it is recognised")
    .option("--wall <id or name>", "where things stand that lie in no folder; by default the inbox")
    .addOption(new Option("--folders <what>", "what folders become").choices(["walls", "tags"]))
    .option("--tags <names>", "put on everything; separated by commas")
    .option("--wait", "until all pages are read, too");
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall import bookmarks.html", "a browser's bookmarks"],
        ["digital-wall import pocket.zip --dry-run", "what is in it?"],
        ["digital-wall import notes/ --wall Notes --tags moved", "a folder of files"],
        ["digital-wall import --from karakeep --address https://keep.example", "everything of a service"],
        ["curl … | digital-wall import - --format pinboard", "what is piped in"],
        ["digital-wall import undo 0198c2f0-…", "take one back"],
      ]),
    )
    .action(importFile);
  withServer(command.command("list").description("your imports, the newest first"))
    .option("--limit <number>", "how many", LISTED)
    .action((_options, self: Command) => listAll(self.optsWithGlobals()));
  withServer(
    command.command("undo").description("take an import back").argument("<id>", "the id that import list prints"),
  ).action((id: string, _options, self: Command) => undo(id, self.optsWithGlobals()));
}

async function importFile(file: string | undefined, options: ImportOptions): Promise<void> {
  endOnFault();
  const isPull = options.from !== undefined;
  if (isPull !== (options.address !== undefined)) throw wrongUsage("--from and --address belong together.");
  if (isPull === (file !== undefined))
    throw wrongUsage("Name the file to import, such as: digital-wall import bookmarks.html; or --from and --address.");
  if (options.dryRun && options.wait) throw wrongUsage("--dry-run makes nothing that could be waited for.");
  const client = new Client(await findServer(options));
  const wall = options.wall === undefined ? undefined : await findWall(client, options.wall);
  const query = {
    format: options.format,
    wall_id: wall,
    folders: options.folders,
    tags: options.tags,
    start: options.dryRun ? undefined : true,
  };
  const line = lineFor(file ?? options.address ?? "", options);
  let ended: Import;
  try {
    const begun =
      file === undefined
        ? await beginPull(client, options, query)
        : await begin(client, file, query, () => line?.begin("Sending"));
    ended = await lastOf(client, begun, (now) => line?.show(progressOf(now)));
    if (options.wait && ended.state === "done") await untilRead(client, (words) => line?.show(words));
  } finally {
    line?.clear();
  }
  await report(client, ended, options);
}

type Query = Readonly<Record<"format" | "wall_id" | "folders" | "tags", string | undefined>> & {
  start?: boolean | undefined;
};

async function begin(client: Client, file: string, query: Query, onSending: () => void): Promise<Import> {
  onSending();
  return await sendImport(client, await brought(file), query);
}

async function beginPull(
  client: Client,
  { from: service, address }: ImportOptions,
  { wall_id, folders, tags, start }: Query,
): Promise<Import> {
  const secret = await secretOf(service);
  const body = { service, address, ...secret, wall_id, folders, tags: tags?.split(","), start };
  return await client.ask<Import>("POST", "/imports/pull", { body });
}

/** What is secret is taken from the environment or asked for: what stands on a command line is read by every process there. */
async function secretOf(service: PulledServiceName | undefined): Promise<{ key: string } | { login: ServiceLogin }> {
  const key = readImportKey();
  if (key !== null) return { key };
  if (service !== undefined && SERVICES_WITH_LOGIN.includes(service)) return { login: await loginAt(service) };
  const asked = await askSecret(`Key of ${service}: `);
  if (asked === null) throw wrongUsage("Put the key of the service into DW_IMPORT_KEY.");
  return { key: asked };
}

async function loginAt(service: PulledServiceName): Promise<ServiceLogin> {
  const login: Partial<Record<keyof ServiceLogin, string>> = {};
  for (const field of LOGIN_FIELDS) {
    const word = readImportLogin(field) ?? (await askSecret(`${field.replace("_", " ")} of ${service}: `));
    if (word === null)
      throw wrongUsage(
        "Put how you sign in there into DW_IMPORT_CLIENT_ID, DW_IMPORT_CLIENT_SECRET, DW_IMPORT_USERNAME and DW_IMPORT_PASSWORD, or a token into DW_IMPORT_KEY.",
      );
    login[field] = word;
  }
  return login as ServiceLogin;
}

/** Follows an import until nothing more happens by itself. */
async function lastOf(client: Client, begun: Import, onChange: (now: Import) => void): Promise<Import> {
  let now = begun;
  for (;;) {
    onChange(now);
    const goesOn = now.state === "checking" || now.state === "importing" || now.state === "undoing";
    if (!goesOn) return now;
    await sleep(LOOK_MS);
    now = await client.ask<Import>("GET", `/imports/${begun.id}`);
  }
}

/** Pages are read behind everything else that the person has waiting. */
async function untilRead(client: Client, onChange: (words: Progress) => void): Promise<void> {
  let most = 0;
  for (;;) {
    const queue = await client.ask<{ pending_items: number; processing_items: number }>("GET", "/queue");
    const left = queue.pending_items + queue.processing_items;
    if (left === 0) return;
    most = Math.max(most, left);
    onChange({ status: "processing", progress: 1 - left / most, message: `Reading; ${left} left` });
    await sleep(LOOK_MS * 4);
  }
}

type Progress = Parameters<ProgressLine["show"]>[0];

function progressOf({ state, position, rows, counts }: Import): Progress {
  const progress = rows === null || rows === 0 ? 0 : position / rows;
  const message =
    state === "checking"
      ? `Checking; ${position} rows`
      : state === "undoing"
        ? `Taking back; ${counts.undone} rows`
        : `Importing; ${position} of ${rows ?? "?"} rows`;
  return { status: "processing", progress: state === "checking" ? 0 : progress, message };
}

async function report(client: Client, ended: Import, options: ServerOptions): Promise<void> {
  const query = { state: "broken", limit: BROKEN_SHOWN };
  const hasBroken = ended.counts.broken > 0;
  const broken = hasBroken
    ? (await client.ask<{ items: ImportedRow[] }>("GET", `/imports/${ended.id}/rows`, { query })).items
    : [];
  if (options.json) printJson({ ...ended, broken_rows: broken });
  else printImport(openTerminal(process.stdout), ended, broken);
  process.exitCode = exitCodeOf(ended);
}

/** Whatever could not be brought is a failure that a script must hear of. */
function exitCodeOf({ state, counts, check }: Import): ExitCode {
  const isBroken = state === "ready" ? (check?.broken ?? 0) > 0 : counts.broken > 0;
  return isBroken || state === "failed" || state === "cancelled" ? EXIT.failed : EXIT.ok;
}

async function listAll({ limit, ...options }: ServerOptions & { limit: string }): Promise<void> {
  const client = new Client(await findServer(options));
  const page = await pageThrough<{ items: readonly Import[]; next_cursor: string | null }>(client, "/imports", {
    limit: limitOf(limit),
  });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0) terminal.print("Nothing was imported yet.");
  for (const row of alignRows(page.items.map(importRow))) terminal.print(row);
}

const importRow = ({ id, state, source, counts, created_at }: Import): string[] => [
  id,
  state,
  `${counts.made} new`,
  timeInWords(created_at),
  plainLine(source.name ?? ""),
];

async function undo(id: string, options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const begun = await client.ask<Import>("POST", `/imports/${encodeURIComponent(id)}/undo`);
  const line = lineFor(id, options);
  let ended: Import;
  try {
    ended = await lastOf(client, begun, (now) => line?.show(progressOf(now)));
  } finally {
    line?.clear();
  }
  if (options.json) return printJson(ended);
  printImport(openTerminal(process.stdout), ended, []);
}

const lineFor = (name: string, { json }: ServerOptions): ProgressLine | null =>
  json ? null : new ProgressLine({ stream: process.stderr, terminal: openTerminal(process.stderr), name });
