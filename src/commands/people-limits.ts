import type { Command } from "commander";
import type { House } from "../contract/people.ts";
import { Client } from "./client.ts";
import { wrongUsage } from "./failure.ts";
import { findPerson, WHOM } from "./find-person.ts";
import { findServer } from "./find-server.ts";
import { houseLimitsInWords, type LimitOptions, limitsTyped, useInWords } from "./limits.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";

const SIGN_UP_WORDS = { invitation: "by invitation", closed: "nobody new" } as const;

/** What people may have here, one by one and all of them, and who may come. */
export function addPeopleLimits(people: Command): void {
  withServer(withLimits(people.command("limit").description("what somebody has, and set what they may have")))
    .argument("<who>", WHOM)
    .addHelpText(
      "after",
      examples([
        ["digital-wall people limit lin", "what they have, of what they may have"],
        ["digital-wall people limit lin --items 5000 --bytes 10GB --ai 2.50", "dollars a month"],
        ["digital-wall people limit lin --bytes none --items house", "no limit; what the house has for everybody"],
      ]),
    )
    .action(limit);
  withServer(
    withLimits(
      people.command("house").description("who may come, and what everybody may have who has no limit of their own"),
    )
      .option("--sign-up <how>", "invitation, or closed")
      .option("--others-invite <yes|no>", "whether others than the owner may invite"),
  )
    .addHelpText(
      "after",
      examples([
        ["digital-wall people house", "how it is"],
        ["digital-wall people house --sign-up closed --bytes 5GB", "nobody new, and 5 GB of files each"],
      ]),
    )
    .action(house);
}

const withLimits = (command: Command): Command =>
  command
    .option("--items <n>", "things, those in the trash included; or none")
    .option("--bytes <n>", "of files, such as 500MB or 5GB; or none")
    .option("--ai <usd>", "dollars that analyses may cost in a month; or none");

async function limit(who: string, { items, bytes, ai, ...options }: ServerOptions & LimitOptions): Promise<void> {
  const typed = limitsTyped(
    {
      ...(items === undefined ? {} : { items }),
      ...(bytes === undefined ? {} : { bytes }),
      ...(ai === undefined ? {} : { ai }),
    },
    { hasHouse: true },
  );
  const client = new Client(await findServer(options));
  const { id } = await findPerson(client, who);
  if (Object.keys(typed).length > 0) await client.ask("PATCH", `/people/${id}`, { body: { quota: typed } });
  const { quota, login, name } = await findPerson(client, id);
  if (options.json) return printJson({ id, quota });
  const terminal = openTerminal(process.stdout);
  terminal.print(plainLine(name ?? login ?? id));
  for (const line of useInWords(quota)) terminal.print(`  ${line}`);
}

interface HouseOptions extends ServerOptions, LimitOptions {
  readonly signUp?: string;
  readonly othersInvite?: string;
}

async function house({ signUp, othersInvite, ...options }: HouseOptions): Promise<void> {
  const quota = limitsTyped(options, { hasHouse: false });
  const edit = {
    ...(signUp === undefined ? {} : { sign_up: signUpTyped(signUp) }),
    ...(othersInvite === undefined ? {} : { members_may_invite: yesOrNo(othersInvite) }),
    ...(Object.keys(quota).length === 0 ? {} : { quota }),
  };
  const client = new Client(await findServer(options));
  const now =
    Object.keys(edit).length === 0
      ? await client.ask<House>("GET", "/house")
      : await client.ask<House>("PATCH", "/house", { body: edit });
  if (options.json) return printJson(now);
  const terminal = openTerminal(process.stdout);
  const rows = [
    ["who may come", SIGN_UP_WORDS[now.sign_up]],
    ["others may invite", now.members_may_invite ? "yes" : "no"],
    ...houseLimitsInWords(now.quota),
  ];
  for (const row of alignRows(rows)) terminal.print(row);
}

function signUpTyped(text: string): House["sign_up"] {
  if (text === "invitation" || text === "closed") return text;
  throw wrongUsage(`--sign-up takes invitation or closed, not "${text}".`);
}

function yesOrNo(text: string): boolean {
  if (text === "yes" || text === "no") return text === "yes";
  throw wrongUsage(`--others-invite takes yes or no, not "${text}".`);
}
