import type { Person } from "../contract/people.ts";
import type { Client } from "./client.ts";
import { CommandFailed } from "./failure.ts";
import { pageThrough } from "./page-through.ts";

const MOST_PEOPLE = 10_000;
export const WHOM = "their sign-in name, address or id";

/** Everybody who has an account. */
export const everybody = async (client: Client) =>
  await pageThrough<{ items: readonly Person[]; next_cursor: string | null }>(client, "/people", {
    limit: MOST_PEOPLE,
  });

/** Whoever is called so. @throws CommandFailed when nobody here is called so */
export async function findPerson(client: Client, who: string): Promise<Person> {
  const folded = who.normalize("NFKC").trim().toLowerCase();
  const { items } = await everybody(client);
  const found = items.find(({ id, login, email }) => [id, login, email].includes(folded));
  if (found) return found;
  const owner = folded === "owner" ? items.find(({ role }) => role === "owner") : undefined;
  if (owner) return owner;
  throw new CommandFailed(`There is nobody "${who}" here. \`digital-wall people list\` tells who there is.`);
}
