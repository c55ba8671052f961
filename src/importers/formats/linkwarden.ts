import type { ImportSource } from "../../core/imported.ts";
import type { FileFormat } from "../format.ts";
import { jsonFile, unreadRow } from "../json-format.ts";
import { type RawThing, thingRow } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";
import { WallTree } from "../wall-tree.ts";

const WHERE = [
  "collections.*.id",
  "collections.*.name",
  "collections.*.description",
  "collections.*.parentId",
] as const;
/** Pinned links are repeated whole; so many are remembered. */
const MOST_PINNED = 100_000;

/**
 * The export of Linkwarden: the account with `collections`, each with its `links` (`name, url, description, tags`),
 * collections within collections by `parentId`, and `pinnedLinks` once more at the end. Collections are as large as
 * people make them, so what a collection is called and what lies in it are read one after another.
 */
export const linkwarden: FileFormat = {
  name: "linkwarden",
  reads: "file",
  sureness: ({ outline }) =>
    outline.has("collections.*.links") && outline.has("collections.*.name")
      ? 0.95
      : outline.has("collections.*.ownerId")
        ? 0.8
        : 0,
  async *read(source, { nowMs }) {
    const { tree, idAt, pinned } = await readCollections(source);
    yield* tree.rows();
    let index = 0;
    for await (const found of jsonFile(source, ["collections.*.links.*"])) {
      index += 1;
      if (found.kind !== "value") {
        yield unreadRow(found, { index });
        continue;
      }
      const raw = linkwardenThing(found.value, tree.pathOf(idAt.get(found.indexes[0] ?? -1)));
      const isPinned = pinned.has(textOf(fieldOf(found.value, "id")));
      yield thingRow({ index }, isPinned ? { ...raw, isPinned } : raw, nowMs);
    }
  },
};

async function readCollections(source: ImportSource) {
  const tree = new WallTree();
  const idAt = new Map<number, string>();
  const pinned = new Set<string>();
  let current: { place: number; fields: Record<string, unknown> } = { place: 0, fields: {} };
  const add = () => {
    tree.add(current.fields);
    idAt.set(current.place, textOf(current.fields["id"]));
  };
  for await (const found of jsonFile(source, [...WHERE, "pinnedLinks.*.id"])) {
    if (found.kind !== "value") continue; // Told once, with the links.
    if (found.way === "pinnedLinks.*.id") {
      if (pinned.size < MOST_PINNED) pinned.add(textOf(found.value));
      continue;
    }
    const place = found.indexes[0] ?? 0;
    if (place !== current.place) {
      add();
      current = { place, fields: {} };
    }
    current.fields[found.way.slice("collections.*.".length)] = found.value;
  }
  add();
  return { tree, idAt, pinned };
}

/** A link as the export and the API have it. A page of one's own upload has no address: its file is not in the export. */
export function linkwardenThing(link: unknown, path: readonly string[]): RawThing {
  const type = textOf(fieldOf(link, "type"));
  const url = textOf(fieldOf(link, "url"));
  return {
    sourceId: fieldOf(link, "id"),
    url,
    title: fieldOf(link, "name"),
    note: fieldOf(link, "description"),
    tags: listOf(fieldOf(link, "tags")).map((tag) => (typeof tag === "string" ? tag : fieldOf(tag, "name"))),
    walls: [path],
    createdAt: fieldOf(link, "importDate") ?? fieldOf(link, "createdAt"),
    ...(listOf(fieldOf(link, "pinnedBy")).length > 0 ? { isPinned: true } : {}),
    ...(url === "" && (type === "pdf" || type === "image")
      ? { missingFile: textOf(fieldOf(link, "name")) || `of type ${type}` }
      : {}),
  };
}
