import { LIMITS } from "../contract/limits.ts";
import type { Wall } from "../contract/walls.ts";
import { isId } from "../core/ids.ts";
import type { AskOptions, Client } from "./client.ts";
import { CommandFailed, wrongUsage } from "./failure.ts";

const MOST_LISTED = 10_000;
const MOST_WALLS = 1_000;

/** The number behind `--limit`. @throws CommandFailed */
export function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
    throw wrongUsage(`--limit takes a number from 1 to ${MOST_LISTED}, not "${text}".`);
  return limit;
}

interface Page {
  readonly items: readonly unknown[];
  readonly next_cursor: string | null;
}

/** The first `limit` entries of a list, asked for page by page; everything else is as in the first answer. */
export async function pageThrough<List extends Page>(
  client: Client,
  path: string,
  { limit, query = {} }: { limit: number; query?: AskOptions["query"] },
): Promise<List> {
  const ask = (more: number, cursor?: string) =>
    client.ask<List>("GET", path, { query: { ...query, limit: Math.min(more, LIMITS.listLimit), cursor } });
  const first = await ask(limit);
  const items = [...first.items];
  let next = first.next_cursor;
  while (next !== null && items.length < limit) {
    const page = await ask(limit - items.length, next);
    items.push(...page.items);
    next = page.next_cursor;
  }
  return { ...first, items, next_cursor: next };
}

/** The wall that a person names by its id or its name, whatever the case. @throws CommandFailed when none or several are meant */
export async function findWall(client: Client, named: string): Promise<string> {
  if (isId(named)) return named;
  const { items } = await pageThrough<{ items: readonly Wall[]; next_cursor: string | null }>(client, "/walls", {
    limit: MOST_WALLS,
  });
  const folded = fold(named);
  const meant = items.filter(({ name }) => name === named);
  const alike = meant.length > 0 ? meant : items.filter(({ name }) => fold(name) === folded);
  const [only] = alike;
  if (alike.length > 1)
    throw new CommandFailed(
      `${alike.length} walls are named "${named}"; give the id: ${alike.map(({ id }) => id).join(", ")}.`,
    );
  if (only) return only.id;
  throw new CommandFailed(`There is no wall "${named}". ${names(items)}`);
}

const fold = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

const names = (walls: readonly Wall[]): string =>
  walls.length === 0
    ? "There are none yet."
    : `There is ${walls
        .slice(0, 10)
        .map(({ name }) => `"${name}"`)
        .join(", ")}${walls.length > 10 ? ", …" : ""}.`;
