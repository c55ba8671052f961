import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { ShareAccepted, ShareStatus } from "../contract/shares.ts";
import { Client, ServerUnreached } from "./client.ts";
import { CommandFailed, EXIT, type ExitCode, endOnFault, explain, wrongUsage } from "./failure.ts";
import { findServer } from "./find-server.ts";
import { findWall } from "./page-through.ts";
import { ProgressLine } from "./progress-line.ts";
import { type ShareWords, sendShare } from "./send-share.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { exitCodeOf, itemOfShare, lastStatus, printResult } from "./share-result.ts";
import { recognizeThing, type SharedThing } from "./shared-thing.ts";
import { openTerminal, printJson } from "./terminal.ts";

interface ShareOptions extends ServerOptions {
  readonly title?: string;
  readonly note?: string;
  readonly tag: readonly string[];
  readonly wall?: string;
  readonly html?: string;
  readonly wait: boolean;
}

const collectTags = (text: string, before: readonly string[]): string[] => [
  ...before,
  ...text
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean),
];

export function addShare(program: Command): void {
  const command = program
    .command("share")
    .description("share links, files, texts, or what is piped in; each becomes an item of its own")
    .argument("<what...>", "a link, a file, - for what is piped in, or a text")
    .option("--title <text>", "its title")
    .option("--note <text>", "a remark that only you see")
    .option("--tag <name>", "a tag; may be given several times", collectTags, [])
    .option("--wall <id or name>", "the wall it shall stand on; by default the inbox")
    .option("--html <file>", "the page of the link as your browser saved it; read instead of fetching")
    .option("--no-wait", "end as soon as it is accepted");
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall share https://example.org/article --tag reading", "a link"],
        ["digital-wall share *.jpg --wall Holidays", "files, on a wall"],
        ['digital-wall share "Call the plumber" --note "before Friday"', "a text"],
        ["pbpaste | digital-wall share - --title Clipboard", "what is piped in"],
        ["digital-wall share https://example.org/ --json | jq .item.title", "for scripts"],
      ]),
    )
    .action(share);
}

interface Sent {
  readonly name: string;
  readonly accepted: ShareAccepted;
}

async function share(what: readonly string[], options: ShareOptions): Promise<void> {
  endOnFault();
  if (what.filter((word) => word === "-").length > 1) throw wrongUsage("What is piped in can be shared once.");
  if (options.html !== undefined && what.length > 1) throw wrongUsage("--html goes with one link.");
  const things: [name: string, thing: SharedThing][] = [];
  if (what.includes("-") && process.stdin.isTTY) process.stderr.write("Type what you want to share; Ctrl-D ends it.\n");
  for (const word of what) things.push([word, await recognizeThing(word, process.stdin)]);
  if (options.html !== undefined && things[0]?.[1].kind !== "url") throw wrongUsage("--html goes with a link.");

  const client = new Client(await findServer(options));
  const words = await wordsOf(client, options);
  const print = { json: options.json === true, compact: what.length > 1 };
  const codes: ExitCode[] = [];
  const fail = (name: string, error: unknown) => {
    const { sentence, exitCode } = explain(error);
    codes.push(exitCode);
    if (print.json) printJson({ what: name, error: sentence }, print);
    process.stderr.write(what.length > 1 ? `${name}: ${sentence}\n` : `${sentence}\n`);
  };

  // All are handed in before the first is waited for: the server works on them side by side.
  const sent: Sent[] = [];
  for (const [name, thing] of things) {
    try {
      sent.push({ name, accepted: await send(client, { name, thing, words }) });
    } catch (error) {
      fail(name, error);
      if (error instanceof ServerUnreached) break;
    }
  }
  for (const { name, accepted } of sent) {
    try {
      codes.push(options.wait ? await follow(client, { name, accepted }, print) : printAccepted(accepted, print));
    } catch (error) {
      fail(name, keptAnyway(error, accepted));
    }
  }
  process.exitCode = Math.max(...codes);
}

async function send(
  client: Client,
  { name, thing, words }: { name: string; thing: SharedThing; words: ShareWords },
): Promise<ShareAccepted> {
  const line = progressLineFor(name);
  try {
    if (thing.kind === "file") line.begin("Sending");
    return await sendShare(client, thing, words, (seconds, why) =>
      line.say(`${why}; sending ${name} again in ${seconds} s.`),
    );
  } finally {
    line.clear();
  }
}

async function follow(
  client: Client,
  { name, accepted }: Sent,
  print: { json: boolean; compact: boolean },
): Promise<ExitCode> {
  const line = print.json ? null : progressLineFor(name);
  let status: ShareStatus;
  try {
    status = await lastStatus(client, accepted.processing_id, (now) => line?.show(now));
  } finally {
    line?.clear();
  }
  const item = await itemOfShare(client, status);
  if (print.json) printJson({ ...status, item, url: item && client.pageOf(item.id) }, print);
  else printResult(openTerminal(process.stdout), client, { status, item, name });
  return exitCodeOf(status);
}

function printAccepted(accepted: ShareAccepted, print: { json: boolean; compact: boolean }): ExitCode {
  if (print.json) printJson(accepted, print);
  else process.stdout.write(`Accepted. \`digital-wall status ${accepted.processing_id}\` tells how far it is.\n`);
  return EXIT.ok;
}

function progressLineFor(name: string): ProgressLine {
  return new ProgressLine({ stream: process.stderr, terminal: openTerminal(process.stderr), name });
}

async function wordsOf(client: Client, { title, note, tag, wall, html }: ShareOptions): Promise<ShareWords> {
  return {
    title,
    note,
    tags: tag,
    wall: wall === undefined ? undefined : await findWall(client, wall),
    html: html === undefined ? undefined : await readPage(html),
  };
}

async function readPage(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CommandFailed(`${path} cannot be read; --html takes the file of a saved page.`, EXIT.usage, error);
  }
}

/** Whoever lost sight of a share should know that it is kept, and how to look for it. */
function keptAnyway(error: unknown, { processing_id }: ShareAccepted): unknown {
  if (!(error instanceof ServerUnreached)) return error;
  return new CommandFailed(
    `${error.message} What you shared is kept: \`digital-wall status ${processing_id}\` tells how far it is.`,
    EXIT.unreached,
    error,
  );
}
