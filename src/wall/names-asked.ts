import { foldLetters } from "../core/fold-letters.ts";
import type { Names } from "../core/search/wanted.ts";
import { membersOf, somebodies } from "../store/members.ts";
import type { Reader } from "../store/store.ts";
import { findTag } from "../store/tag-rows.ts";
import { listSeenWalls } from "../store/wall-access.ts";

const MOST_WALLS = 10_000;

/** What a person means by the names in their question; only those that it may hold are looked up. */
export async function namesAsked(db: Reader, { person, q }: { person: string; q: string }): Promise<Names> {
  const asks = (field: string) => new RegExp(`${field}:`, "i").test(q);
  const same = (one: string, other: string) => foldLetters(one) === foldLetters(other);
  const walls = asks("wall") || asks("by") ? await listSeenWalls(db, { person, after: null, limit: MOST_WALLS }) : [];
  const people = asks("by") ? await peopleOn(db, walls) : [];
  const tags = new Map<string, string>();
  for (const [, quoted, bare] of q.matchAll(/(?:tag:|#)(?:"([^"]*)"|([^\s")]+))/gi))
    for (const name of quoted === undefined ? (bare ?? "").split(",") : [quoted]) {
      const known = await findTag(db, { owner: person, name });
      if (known) tags.set(foldLetters(name), known.folded);
    }
  return {
    wallsNamed: (name) => walls.filter((wall) => wall.id === name || same(wall.name, name)).map(({ id }) => id),
    peopleNamed: (name) =>
      same(name, "me")
        ? [person]
        : people.filter((each) => each.name !== null && same(each.name, name)).map(({ id }) => id),
    tagNamed: (name) => tags.get(foldLetters(name)) ?? name,
  };
}

async function peopleOn(db: Reader, walls: readonly { id: string; owner: string }[]) {
  const members = await membersOf(
    db,
    walls.map(({ id }) => id),
  );
  const ids = [...walls.map(({ owner }) => owner), ...[...members.values()].flat().map((row) => row.person)];
  return [...(await somebodies(db, ids)).values()];
}
