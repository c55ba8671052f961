import type { Command } from "commander";
import type { AuditEntry } from "../contract/audit.ts";
import { AUDIT_ABOUT } from "../contract/audit-names.ts";
import { QUOTA_KINDS } from "../contract/quotas.ts";
import { Client } from "./client.ts";
import { wrongUsage } from "./failure.ts";
import { findPerson, WHOM } from "./find-person.ts";
import { findServer } from "./find-server.ts";
import { limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";
import { timeInWords } from "./times.ts";

const USUAL_LIMIT = "50";

export function addAudit(program: Command): void {
  withServer(
    program
      .command("audit")
      .description("what was done about accounts, the newest first")
      .option("--limit <n>", "how many entries", USUAL_LIMIT)
      .option("--about <what>", `only ${AUDIT_ABOUT.join(", ")}`)
      .option("--person <who>", `only what they did, or what was done to them: ${WHOM}`),
  )
    .addHelpText(
      "after",
      examples([
        ["digital-wall audit --limit 200", "who signed in, invited, removed, and from where"],
        ["digital-wall audit --about limits --person lin", "when their limits were changed, and by whom"],
      ]),
    )
    .action(audit);
}

interface AuditOptions extends ServerOptions {
  readonly limit: string;
  readonly about?: string;
  readonly person?: string;
}

async function audit({ limit, about, person, ...options }: AuditOptions): Promise<void> {
  if (about !== undefined && !AUDIT_ABOUT.some((known) => known === about))
    throw wrongUsage(`--about takes one of ${AUDIT_ABOUT.join(", ")}, not "${about}".`);
  const client = new Client(await findServer(options));
  const whom = person === undefined ? undefined : (await findPerson(client, person)).id;
  const page = await pageThrough<{ items: readonly AuditEntry[]; next_cursor: string | null }>(client, "/audit", {
    limit: limitOf(limit),
    query: { about, person: whom },
  });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0) terminal.print("Nothing was done yet.");
  for (const row of alignRows(page.items.map(entryRow))) terminal.print(row);
}

/** A limit says of what; everything else says itself. */
const wordOf = ([name, value]: [string, unknown]): string =>
  QUOTA_KINDS.some((kind) => kind === name) ? `${name}=${value}` : String(value);

const entryRow = ({ at, action, actor, subject, subject_name, detail, address }: AuditEntry): string[] => [
  timeInWords(at),
  action,
  plainLine(actor === null ? "somebody" : (actor.name ?? actor.id)),
  plainLine(subject_name ?? subject ?? ""),
  plainLine(Object.entries(detail).map(wordOf).join(" ")),
  address ?? "",
];
