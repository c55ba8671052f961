import type { TestContext } from "node:test";
import type { PulledServiceName, ServiceLogin } from "../../src/contract/import-names.ts";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Highlight } from "../../src/contract/reading.ts";
import { type Journey, newJourney } from "./journey.ts";
import { withRows } from "./look-inside.ts";
import type { TestService } from "./services.ts";
import type { Topology } from "./topologies.ts";

/** A wall whose owner may ask this service. */
export async function wallFor(
  t: TestContext,
  { host }: Pick<TestService, "host">,
  { topology, settings }: { topology?: Topology; settings?: Record<string, string> } = {},
): Promise<Journey> {
  return await newJourney(t, {
    settings: { FETCH_ALLOW_HOSTS: host, ...settings },
    ...(topology === undefined ? {} : { topology }),
  });
}

/** Begins to pull everything of a service. */
export async function pull(
  wall: Journey,
  service: PulledServiceName,
  way: { address: string; key?: string; login?: ServiceLogin },
  more: Record<string, unknown> = {},
): Promise<Import> {
  const { address, key, login } = way;
  const body = { service, address, ...(login === undefined ? { key } : { login }), ...more };
  return (await wall.expect<Import>(202, "POST", "/imports/pull", { body })).body;
}

export const itemsOf = async (wall: Journey): Promise<Item[]> =>
  (await wall.get<{ items: Item[] }>("/items?limit=100")).items;

export const highlightsOf = async (wall: Journey, item: Item | undefined): Promise<unknown[]> =>
  (await wall.get<{ items: Highlight[] }>(`/items/${item?.id}/highlights`)).items.map(({ text, note, colour }) => [
    text,
    note,
    colour,
  ]);

/** The names of the files that came with it. */
export const filesOf = (item: Item | undefined): (string | null)[] | undefined =>
  item?.files.filter(({ role }) => role === "original").map(({ name }) => name);

/** What is kept of the keys of all pulls. */
export const secretsOf = (wall: Journey): Promise<(string | null)[]> =>
  withRows(wall, async ({ reader }) =>
    (await reader.selectFrom("import_pulls").select("secret").orderBy("import").execute()).map(({ secret }) => secret),
  );
