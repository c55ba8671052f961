import type { Item } from "../../src/contract/items.ts";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import type { Journey } from "./journey.ts";
import { withRows } from "./look-inside.ts";
import type { AskOptions } from "./new-wall.ts";
import { arrive } from "./people.ts";
import { until } from "./until.ts";

/** Somebody beside the owner, with a key of their own. */
export interface Beside {
  readonly id: string;
  readonly inbox: string;
  readonly as: AskOptions & { readonly key: string };
  item(id: string): Promise<Item>;
  share(things: Record<string, unknown>): Promise<ShareAccepted>;
}

/** Lin or Max arrives on a running wall. */
export async function comesBeside(journey: Journey, name: "Lin" | "Max"): Promise<Beside> {
  const { person, key } = await withRows(journey, async (store) => {
    const arrived = await arrive(store, name);
    const made = await store.write((unit) =>
      makeKeyIn(unit, { person: arrived.id, name, scopes: ["admin"], expiresAtMs: null }),
    );
    return { person: arrived, key: made.key };
  });
  const as = { key };
  // Written past the program, which sees it within a second (docs/decisions/0013).
  await until("the key to be known", async () => (await journey.ask("GET", "/me", as)).status === 200);
  return {
    id: person.id,
    inbox: person.inbox,
    as,
    item: (id) => journey.get<Item>(`/items/${id}`, as),
    share: async (body) => (await journey.expect<ShareAccepted>(202, "POST", "/share", { ...as, body })).body,
  };
}

/** Lets somebody onto a wall by a link, as they would come. */
export async function joins(
  journey: Journey,
  { wall, who, role }: { wall: string; who: Beside; role: "viewer" | "editor" },
): Promise<void> {
  const { body } = await journey.expect<{ url: string }>(201, "POST", `/walls/${wall}/invitations`, { body: { role } });
  const token = body.url.split("#")[1];
  await journey.expect(200, "POST", "/join", { ...who.as, body: { token } });
}
