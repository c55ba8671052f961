import { placesOfItems } from "../../store/places.ts";
import type { Reader } from "../../store/store.ts";
import type { ItemRow, PlaceRow } from "../../store/tables.ts";
import { tagRowsOfItems } from "../../store/tags.ts";

/** Where an item stands or stood on a wall. */
export type Spot = Pick<PlaceRow, "sort_at" | "position" | "removed_at">;

export interface TagOfItem {
  readonly tag: string;
  readonly by: "person" | "ai";
}

/** How an item stands, as far as an act may change it. */
export interface Standing {
  readonly row: ItemRow;
  readonly tags: readonly TagOfItem[];
  /** By their walls. */
  readonly places: ReadonlyMap<string, Spot>;
}

/** A value before and after. */
interface Turned<Value> {
  readonly was: Value;
  readonly is: Value;
}

/** What an act changed of an item: how it was, and how the act left it. What it did not change is not in it. */
export interface Changed {
  readonly pinned_at?: Turned<number | null>;
  readonly archived_at?: Turned<number | null>;
  /** Its places went and came with it. */
  readonly deleted_at?: Turned<number | null> & { readonly edited_version: number };
  readonly tagged?: readonly TagOfItem[];
  readonly untagged?: readonly TagOfItem[];
  readonly places?: readonly ({ readonly wall: string } & Turned<Spot | null>)[];
}

/** How these items stand now. */
export async function standingsOf(db: Reader, items: Iterable<ItemRow>): Promise<Map<string, Standing>> {
  const rows = [...items];
  const ids = rows.map(({ id }) => id);
  const places = await placesOfItems(db, ids);
  const tags = await tagRowsOfItems(db, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        row,
        tags: (tags.get(row.id) ?? []).map(({ tag, by }) => ({ tag, by })),
        places: new Map((places.get(row.id) ?? []).map(({ wall, ...place }) => [wall, spotOf(place)])),
      },
    ]),
  );
}

const spotOf = ({ sort_at, position, removed_at }: Spot): Spot => ({ sort_at, position, removed_at });

/** The walls it stands on. */
export const standsOn = ({ places }: Standing): string[] =>
  [...places].filter(([, { removed_at }]) => removed_at === null).map(([wall]) => wall);

/** Whether a place is as another one was; off the wall is off the wall, since whenever. */
export function isSameSpot(one: Spot | null, other: Spot | null): boolean {
  const [on, otherOn] = [standing(one), standing(other)];
  if (on === null || otherOn === null) return on === otherOn;
  return on.sort_at === otherOn.sort_at && on.position === otherOn.position;
}

const standing = (spot: Spot | null): Spot | null => (spot === null || spot.removed_at !== null ? null : spot);

export const hasTag = (tags: readonly TagOfItem[], { tag, by }: TagOfItem): boolean =>
  tags.some((each) => each.tag === tag && each.by === by);

/** What is otherwise; null when nothing is. */
export function changedBetween(before: Standing, after: Standing): Changed | null {
  const turned = (name: "pinned_at" | "archived_at") =>
    before.row[name] === after.row[name] ? {} : { [name]: { was: before.row[name], is: after.row[name] } };
  const trash = { was: before.row.deleted_at, is: after.row.deleted_at, edited_version: after.row.edited_version };
  const tagged = after.tags.filter((tag) => !hasTag(before.tags, tag));
  const untagged = before.tags.filter((tag) => !hasTag(after.tags, tag));
  const places = [...after.places].flatMap(([wall, is]) => {
    const was = before.places.get(wall) ?? null;
    return was !== null && isSameSpot(was, is) ? [] : [{ wall, was, is }];
  });
  const changed: Changed = {
    ...turned("pinned_at"),
    ...turned("archived_at"),
    ...(trash.was === trash.is ? {} : { deleted_at: trash }),
    ...(tagged.length === 0 ? {} : { tagged }),
    ...(untagged.length === 0 ? {} : { untagged }),
    ...(places.length === 0 || trash.was !== trash.is ? {} : { places }),
  };
  return Object.keys(changed).length === 0 ? null : changed;
}
