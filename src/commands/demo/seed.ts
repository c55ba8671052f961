import type { ShareAccepted } from "../../contract/shares.ts";
import type { Wall } from "../../contract/walls.ts";
import { backdateItem } from "../../store/backdate.ts";
import type { Store } from "../../store/store.ts";
import type { Client } from "../client.ts";
import { FILES } from "./files.ts";
import { LINKS } from "./links.ts";
import { drawScene, makeFile, makePage } from "./make.ts";
import { NOTES } from "./notes.ts";
import { OLDER_LINKS } from "./older-links.ts";
import { BOARDS, type Thing } from "./thing.ts";

const DAY_MS = 86_400_000;
/** While one thing is drawn another is handed in. */
const AT_ONCE = 4;

/**
 * Fills a wall by the doors that everybody uses: each thing is shared over HTTP, and the pipeline works on it like on any
 * other. Only when it was kept is put back in the rows, since no door takes a date.
 * @param store the rows of the server that `client` asks
 * @returns how many things there are
 */
export async function seedDemo(client: Client, store: Store): Promise<number> {
  const boards = new Map<string, string>();
  for (const name of BOARDS) boards.set(name, (await client.ask<Wall>("POST", "/walls", { body: { name } })).id);
  const things = [...LINKS, ...NOTES, ...FILES, ...OLDER_LINKS];
  const nowMs = Date.now();
  const shareThing = async (thing: Thing) => {
    const atMs = nowMs - thing.daysAgo * DAY_MS;
    const body = await formOf(thing, atMs);
    const { item_id: item } = await client.ask<ShareAccepted>("POST", "/share", { body });
    if (item === null) throw new Error("a share of the demo became no item");
    const board = thing.board === undefined ? undefined : boards.get(thing.board);
    if (board !== undefined) await client.ask("PUT", `/items/${item}/walls/${board}`);
    if (thing.said !== undefined) await client.ask("PATCH", `/items/${item}`, { body: thing.said });
    await store.write((unit) => backdateItem(unit, { item, atMs }));
  };
  const left = things.values();
  const shareOn = async () => {
    for (const thing of left) await shareThing(thing);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, shareOn));
  return things.length;
}

async function formOf(thing: Thing, atMs: number): Promise<FormData> {
  const form = new FormData();
  for (const tag of thing.tags ?? []) form.append("tags", tag);
  if (thing.note !== undefined) form.append("note", thing.note);
  switch (thing.kind) {
    case "link":
      form.append("url", thing.url);
      form.append("html", makePage(thing, atMs - 2 * DAY_MS));
      if (thing.scene !== undefined) form.append("files", await drawScene("picture.webp", thing.scene));
      break;
    case "note":
      form.append("text", thing.text);
      break;
    case "file":
      if (thing.title !== undefined) form.append("title", thing.title);
      form.append("files", await makeFile(thing));
      break;
    default:
      thing satisfies never;
  }
  return form;
}
