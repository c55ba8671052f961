import assert from "node:assert/strict";
import { bringUpToDate, emptyMirror, type Mirror } from "../../examples/mirror.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Tag } from "../../src/contract/tags.ts";
import type { Wall } from "../../src/contract/walls.ts";
import type { Journey } from "./journey.ts";
import { until } from "./until.ts";

/** A mirror of somebody's account, kept by the example client. */
export class Mirrored {
  readonly #wall: Journey;
  readonly #key: string;
  mirror: Mirror = emptyMirror();
  /** How often it had to begin anew, the first time not counted. */
  begunAnew = 0;

  constructor(wall: Journey, key: string) {
    this.#wall = wall;
    this.#key = key;
  }

  async sync(): Promise<Mirror> {
    const before = this.mirror;
    this.mirror = await bringUpToDate(this.#wall.url, this.#key, before);
    if (this.mirror !== before) this.begunAnew += 1;
    return this.mirror;
  }

  /** Until it has all that the API lists. On PostgreSQL a change is told when no older transaction is under way any more. */
  async equalsTheApi(): Promise<void> {
    let last: unknown;
    await until("the mirror to be what the API lists", async () => {
      await this.sync();
      try {
        assert.deepEqual(whatIsKept(this.mirror), await listed(this.#wall, this.#key));
        return true;
      } catch (error) {
        last = error;
        return false;
      }
    }).catch((error: unknown) => {
      throw last ?? error;
    });
  }
}

/** Without what follows from where it stands: that is as it was when the item was last told. */
const itself = ({ clock: _, placed_at: __, position: ___, updated_at: ____, ...item }: Item) => item;

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);

/** A mirror in the form of `listed`: tags are counted in its items. */
function whatIsKept({ walls, tags, highlights, items }: Mirror) {
  const own = (Object.values(items) as unknown as Item[]).filter((item) => item.added_by === null);
  const used = new Map<string, number>();
  for (const { tags: on } of own) for (const { name } of on) used.set(name, (used.get(name) ?? 0) + 1);
  return {
    walls: Object.values(walls).toSorted(byId),
    items: (Object.values(items) as unknown as Item[]).map(itself).toSorted(byId),
    tags: (Object.values(tags) as unknown as Tag[])
      .filter(({ name }) => used.has(name))
      .map(({ name, synonyms }) => ({ name, items: used.get(name), synonyms }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    highlights: Object.values(highlights)
      .filter((highlight) => own.some(({ id }) => id === highlight["item_id"]))
      .toSorted(byId),
  };
}

/** All that the API lists to whoever has the key. */
async function listed(wall: Journey, key: string) {
  const all = async <Of>(path: string): Promise<Of[]> => {
    const things: Of[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: string = `${path.includes("?") ? "&" : "?"}limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`;
      const page: { items: Of[]; next_cursor: string | null } = await wall.get(`${path}${more}`, { key });
      things.push(...page.items);
      cursor = page.next_cursor;
    }
    return things;
  };
  const walls = await all<Wall>("/walls");
  const ids = new Set<string>();
  for (const { id } of walls)
    for (const archived of [true, false])
      for (const item of await all<Item>(`/walls/${id}/items?archived=${archived}`)) ids.add(item.id);
  const items: Item[] = [];
  for (const id of ids) {
    const { body } = await wall.ask<Item>("GET", `/items/${id}`, { key });
    if (body.id === id) items.push(body);
  }
  const highlights: { id: string }[] = [];
  for (const item of items)
    if (item.added_by === null) highlights.push(...(await all<{ id: string }>(`/items/${item.id}/highlights`)));
  return {
    walls: walls
      .map(({ items: _, members: __, clock: ___, owner, ...rest }) => ({ ...rest, owner_id: owner.id }))
      .toSorted(byId),
    items: items.map(itself).toSorted(byId),
    tags: (await all<Tag>("/tags"))
      .map(({ name, items: count, synonyms }) => ({ name, items: count, synonyms }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    highlights: highlights.toSorted(byId),
  };
}
