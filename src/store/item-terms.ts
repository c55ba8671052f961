import type { FoundFields, OwnFields, ShownFields } from "../core/item-shown.ts";
import { factTerms, type ItemFacts } from "../core/search/facts.ts";
import { compiledOnce, type Reader } from "./store.ts";
import type { FileRow, ItemRow } from "./tables.ts";

/** What is known of an item beside its texts, as terms of the index. */
export function itemTerms(of: {
  item: Pick<ItemRow, "kind" | "created_at" | "pinned_at" | "archived_at">;
  own: OwnFields;
  found: FoundFields;
  shown: ShownFields;
  tags: readonly string[];
  files: ItemFacts["files"];
  hasText: boolean;
}): string[] {
  const { item, own, found, shown } = of;
  return factTerms({
    kind: item.kind,
    tags: of.tags,
    url: found.finalUrl ?? own.url ?? null,
    site: shown.site,
    author: shown.author,
    language: shown.language,
    category: shown.category,
    mood: shown.sentiment,
    files: of.files,
    hasNote: (own.note ?? "") !== "",
    hasText: of.hasText,
    isPinned: item.pinned_at !== null,
    isArchived: item.archived_at !== null,
    createdAtMs: item.created_at,
    readingMinutes: found.readingMinutes ?? null,
  });
}

const originals = compiledOnce<Pick<FileRow, "type" | "name">, [string, string, string]>((db, [item, role, state]) =>
  db
    .selectFrom("files")
    .select(["type", "name"])
    .where("item", "=", item)
    .where("role", "=", role)
    .where("state", "=", state),
);

/** The kinds of an item's own files. */
export const originalsOf = (db: Reader, item: string): Promise<Pick<FileRow, "type" | "name">[]> =>
  originals(db, [item, "original", "kept"]);
