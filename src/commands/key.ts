import { type Command, Option } from "commander";
import { readServerSettings } from "../config/client-settings.ts";
import type { Key, Scope } from "../contract/walls.ts";
import { Client } from "./client.ts";
import { wrongUsage } from "./failure.ts";
import { findServer, refuseEmptyFolder } from "./find-server.ts";
import { pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";
import { timeInWords } from "./times.ts";

/** Written out: the contract's own list would load the 370 files of its schemas for every command (measured). */
const SCOPES = Object.keys({ share: 1, read: 1, write: 1, admin: 1 } satisfies Record<Scope, 1>);
const MOST_KEYS = 1_000;
const DAY_MS = 86_400_000;

export function addKey(program: Command): void {
  const key = program.command("key").description("API keys: make, list and revoke them");
  const create = key
    .command("create")
    .description("make a key; it is shown this once")
    .option("--name <text>", "what it is for")
    .addOption(new Option("--scope <names...>", "what it may do: share adds only").choices(SCOPES))
    .option("--expires <when>", "when it ends: a date (2030-01-31), or days from now (90d)")
    .option("--owner", "an owner's key, without a running server: straight from the database");
  withServer(create)
    .addHelpText(
      "after",
      examples([
        ["digital-wall key create --name Phone --scope share", "may add, may not read"],
        ["digital-wall key create --name Scripts --scope read write --expires 90d", "for 90 days"],
        ["DATABASE_URL=postgres://… digital-wall key create --owner", "where no server runs"],
      ]),
    )
    .action(createKey);
  withServer(key.command("list").description("your keys"))
    .addHelpText("after", examples([["digital-wall key list", "with their scopes and last use"]]))
    .action(listKeys);
  withServer(key.command("revoke").description("end a key at once").argument("<id>", "the id that list prints"))
    .addHelpText("after", examples([["digital-wall key revoke 0198c2f0-…", "it opens nothing any more"]]))
    .action(revokeKey);
}

interface CreateOptions extends ServerOptions {
  readonly name?: string;
  readonly scope?: readonly Scope[];
  readonly expires?: string;
  readonly owner?: boolean;
}

async function createKey({ name, scope, expires, owner = false, ...options }: CreateOptions): Promise<void> {
  if (owner) {
    if (name !== undefined || scope !== undefined || expires !== undefined)
      throw wrongUsage(
        "--owner makes a key that may do everything and does not end: leave --name, --scope and --expires out.",
      );
    return await createOwnerKey(options.json === true);
  }
  if (name === undefined || scope === undefined)
    throw wrongUsage("A key needs --name and --scope, such as: --name Phone --scope share.");
  const expires_at = expires === undefined ? null : endOf(expires);
  const client = new Client(await findServer(options));
  const made = await client.ask<Key & { key: string }>("POST", "/keys", { body: { name, scopes: scope, expires_at } });
  if (options.json) return printJson(made);
  const ends = made.expires_at === null ? "" : ` It ends ${timeInWords(made.expires_at)}.`;
  process.stdout.write(`${made.key}\n`);
  process.stderr.write(`Keep it now: it is not shown again.${ends} \`digital-wall key revoke ${made.id}\` ends it.\n`);
}

async function createOwnerKey(json: boolean): Promise<void> {
  const settings = readServerSettings();
  refuseEmptyFolder(settings);
  const { makeOwnerKey } = await import("../app/without-server.ts");
  const key = await makeOwnerKey(settings);
  if (json) return printJson({ key });
  process.stdout.write(`${key}\n`);
  process.stderr.write("This key may do everything. Keep it now: it is not shown again.\n");
}

async function listKeys(options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const page = await pageThrough<{ items: readonly Key[]; next_cursor: string | null }>(client, "/keys", {
    limit: MOST_KEYS,
  });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0) terminal.print("There are no keys.");
  for (const row of alignRows(page.items.map(keyRow))) terminal.print(row);
}

const keyRow = ({ id, name, scopes, used_at, expires_at }: Key): string[] => [
  id,
  plainLine(name),
  scopes.join(" "),
  used_at === null ? "not used yet" : `used ${timeInWords(used_at)}`,
  expires_at === null ? "" : `ends ${timeInWords(expires_at)}`,
];

async function revokeKey(id: string, options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  await client.ask("DELETE", `/keys/${encodeURIComponent(id)}`);
  if (options.json) return printJson({ revoked: id });
  process.stdout.write("Revoked: it opens nothing any more.\n");
}

/** The end of a key in ISO 8601. @throws CommandFailed */
function endOf(when: string): string {
  const [, days] = /^(\d{1,5})d$/.exec(when) ?? [];
  const ms =
    days === undefined
      ? /^\d{4}-\d{2}-\d{2}/.test(when)
        ? Date.parse(when)
        : Number.NaN
      : Date.now() + Number(days) * DAY_MS;
  if (Number.isNaN(ms))
    throw wrongUsage(`--expires takes a date such as 2030-01-31, or days such as 90d, not "${when}".`);
  if (ms <= Date.now()) throw wrongUsage(`--expires ${when} is not in the future.`);
  return new Date(ms).toISOString();
}
