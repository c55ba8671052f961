/**
 * Mirrors an account of Digital Wall into one JSON file, and keeps it so:
 *
 *   node examples/mirror.ts http://127.0.0.1:3000 dw_… wall.json           once, until it is up to date
 *   node examples/mirror.ts http://127.0.0.1:3000 dw_… wall.json --follow  and again every ten seconds
 *
 * A key of the scope `read` is enough. docs/sync.md tells what the server promises.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

interface Thing {
  id: string;
  [field: string]: unknown;
}
interface MirroredItem extends Thing {
  wall_ids: string[];
}
type ById<Of> = Record<string, Of>;

/** What is kept: every thing as the server told it last, by its id, and the cursor to go on from. */
export interface Mirror {
  next: string | null;
  walls: ById<Thing>;
  tags: ById<Thing>;
  highlights: ById<Thing>;
  items: ById<MirroredItem>;
}

/** An answer of GET /changes. */
interface Changes {
  gone: {
    walls: string[];
    tags: string[];
    highlights: string[];
    places: { item_id: string; wall_id: string }[];
  };
  walls: Thing[];
  tags: Thing[];
  highlights: Thing[];
  items: MirroredItem[];
  next: string;
  more: boolean;
}

export const emptyMirror = (): Mirror => ({ next: null, walls: {}, tags: {}, highlights: {}, items: {} });

/** Asks until everything is told. The mirror it returns may be a new one: the server may ask to begin anew. */
export async function bringUpToDate(server: string, key: string, mirror: Mirror, save = async (_: Mirror) => {}) {
  for (let more = true; more; ) {
    const since = mirror.next === null ? "" : `&since=${encodeURIComponent(mirror.next)}`;
    const answer = await fetch(`${server}/api/v1/changes?limit=100${since}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (answer.status === 410) {
      // Too long ago, or the server was put back from a backup: what we have may be wrong, so begin from nothing.
      mirror = emptyMirror();
      continue;
    }
    if (!answer.ok) throw new Error(`the server answered ${answer.status}: ${await answer.text()}`);
    const changes = (await answer.json()) as Changes;
    apply(mirror, changes);
    more = changes.more;
    // The cursor is kept together with what it stands for; a crash before that only means to be told again.
    await save(mirror);
  }
  return mirror;
}

/** First what is gone, then each thing in the place of what had its id. */
function apply(mirror: Mirror, { gone, next, ...told }: Changes): void {
  for (const wall of gone.walls) {
    delete mirror.walls[wall];
    for (const item of Object.values(mirror.items)) leave(mirror, item, wall);
  }
  for (const { item_id, wall_id } of gone.places) leave(mirror, mirror.items[item_id], wall_id);
  for (const kind of ["tags", "highlights"] as const) for (const id of gone[kind]) delete mirror[kind][id];
  for (const kind of ["walls", "tags", "highlights"] as const) for (const one of told[kind]) mirror[kind][one.id] = one;
  for (const item of told.items) mirror.items[item.id] = item;
  mirror.next = next;
}

/** An item that stands on no wall any more is in the trash, or gone, or not ours to see. */
function leave(mirror: Mirror, item: MirroredItem | undefined, wall: string): void {
  if (!item?.wall_ids.includes(wall)) return;
  item.wall_ids = item.wall_ids.filter((id) => id !== wall);
  if (item.wall_ids.length === 0) delete mirror.items[item.id];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [server = "", key = "", file = "", follow] = process.argv.slice(2);
  let mirror: Mirror = await readFile(file, "utf8").then(JSON.parse, emptyMirror);
  do {
    mirror = await bringUpToDate(server, key, mirror, async (now) => {
      await writeFile(`${file}.new`, JSON.stringify(now));
      await rename(`${file}.new`, file);
    });
    if (follow) await new Promise((resolve) => setTimeout(resolve, 10_000));
  } while (follow);
}
