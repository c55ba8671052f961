import type { Command } from "commander";
import type { Person } from "../contract/people.ts";
import { Client } from "./client.ts";
import { wrongUsage } from "./failure.ts";
import { everybody, findPerson, WHOM } from "./find-person.ts";
import { findServer } from "./find-server.ts";
import { useInWords } from "./limits.ts";
import { addPeopleLimits } from "./people-limits.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";
import { timeInWords } from "./times.ts";

/** What the owner of the house does about the people in it. */
export function addPeople(program: Command): void {
  const people = program.command("people").description("who has an account here: list, invite, shut out, remove");
  withServer(people.command("list").description("everybody who has an account, and what they have"))
    .addHelpText(
      "after",
      examples([["digital-wall people list", "with how they sign in, and what they have of what they may have"]]),
    )
    .action(listPeople);
  withServer(
    people
      .command("invite")
      .description("a link by which somebody makes an account, once; it is shown this once")
      .option("--name <text>", "what they are called")
      .option("--email <address>", "their address")
      .option("--days <n>", "how long it opens something (7)"),
  )
    .addHelpText("after", examples([["digital-wall people invite --name Lin", "send it to nobody else"]]))
    .action(invite);
  withServer(
    people
      .command("disable")
      .description("shut somebody out at once; nothing of theirs is removed")
      .argument("<who>", WHOM),
  )
    .addHelpText("after", examples([["digital-wall people disable lin", "sessions end, keys work no more"]]))
    .action((who: string, options: ServerOptions) => setDisabled(who, { ...options, disabled: true }));
  withServer(people.command("enable").description("let somebody in again").argument("<who>", WHOM))
    .addHelpText("after", examples([["digital-wall people enable lin", "keys work again, sessions begin anew"]]))
    .action((who: string, options: ServerOptions) => setDisabled(who, { ...options, disabled: false }));
  withServer(
    people.command("reset-link").description("a link to a new password, once, within an hour").argument("<who>", WHOM),
  )
    .addHelpText("after", examples([["digital-wall people reset-link lin", "for whoever forgot theirs"]]))
    .action(resetLink);
  withServer(people.command("reset-totp").description("take a lost second factor away").argument("<who>", WHOM))
    .addHelpText("after", examples([["digital-wall people reset-totp lin", "for whoever lost phone and codes"]]))
    .action(resetTotp);
  withServer(
    people
      .command("remove")
      .description("close an account for good and remove all that is theirs")
      .argument("<who>", WHOM)
      .option("--yes", "do it: there is no way back but a backup"),
  )
    .addHelpText("after", examples([["digital-wall people remove lin --yes", "items, walls and files go too"]]))
    .action(remove);
  addPeopleLimits(people);
}

async function listPeople(options: ServerOptions): Promise<void> {
  const page = await everybody(new Client(await findServer(options)));
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  for (const row of alignRows(page.items.map(personRow))) terminal.print(row);
}

const personRow = ({ id, login, name, role, state, password, totp, quota, created_at }: Person): string[] => [
  id,
  plainLine(login ?? "-"),
  plainLine(name ?? ""),
  role === "owner" ? "owner" : state,
  password ? (totp ? "password and code" : "password") : "",
  `since ${timeInWords(created_at)}`,
  ...useInWords(quota),
];

interface InviteOptions extends ServerOptions {
  readonly name?: string;
  readonly email?: string;
  readonly days?: string;
}

async function invite({ name, email, days, ...options }: InviteOptions): Promise<void> {
  if (days !== undefined && !/^[1-9]\d?$/.test(days)) throw wrongUsage(`--days takes a number of days, not "${days}".`);
  const client = new Client(await findServer(options));
  const body = {
    ...(name === undefined ? {} : { name_hint: name }),
    ...(email === undefined ? {} : { email }),
    ...(days === undefined ? {} : { expires_in_days: Number(days) }),
  };
  const made = await client.ask<{ url: string; expires_at: string }>("POST", "/invitations", { body });
  if (options.json) return printJson(made);
  process.stdout.write(`${made.url}\n`);
  process.stderr.write(`It makes one account, until ${timeInWords(made.expires_at)}. It is not shown again.\n`);
}

async function setDisabled(
  who: string,
  { disabled, ...options }: ServerOptions & { disabled: boolean },
): Promise<void> {
  const client = new Client(await findServer(options));
  const { id } = await findPerson(client, who);
  await client.ask("PATCH", `/people/${id}`, { body: { disabled } });
  if (options.json) return printJson({ id, disabled });
  process.stdout.write(disabled ? "Shut out: nothing of theirs opens any more.\n" : "Let in again.\n");
}

async function resetLink(who: string, options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const { id } = await findPerson(client, who);
  const link = await client.ask<{ url: string }>("POST", `/people/${id}/reset-link`);
  if (options.json) return printJson(link);
  process.stdout.write(`${link.url}\n`);
  process.stderr.write("It sets a new password, once, within an hour.\n");
}

async function resetTotp(who: string, options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const { id } = await findPerson(client, who);
  await client.ask("DELETE", `/people/${id}/totp`);
  if (options.json) return printJson({ id, totp: false });
  process.stdout.write("Nobody asks them for a code any more.\n");
}

async function remove(who: string, { yes = false, ...options }: ServerOptions & { yes?: boolean }): Promise<void> {
  const client = new Client(await findServer(options));
  const { id, login } = await findPerson(client, who);
  if (!yes) throw wrongUsage(`This removes ${login ?? id} with all that is theirs. Say --yes if you mean it.`);
  await client.ask("DELETE", `/people/${id}`, { query: { confirm: login ?? id } });
  if (options.json) return printJson({ id, removed: true });
  process.stdout.write("The account is closed; what they had is being removed.\n");
}
