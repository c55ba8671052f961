import type { SearchHit } from "../contract/items.ts";
import { snippetOf } from "../core/snippet.ts";
import type { QueryTerm } from "../core/words.ts";
import { contentOf } from "../store/contents.ts";
import type { Store } from "../store/store.ts";
import { presentItems } from "./present-item.ts";

/** Items as somebody may see them, in the order of their ids, each with the place where these words stand. */
export async function presentHits(
  { reader }: Store,
  { person, wall }: { readonly person: string; readonly wall?: string | undefined },
  { items, terms }: { items: readonly string[]; terms: readonly QueryTerm[] },
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const item of await presentItems(reader, items, { person, wall })) {
    const content = await contentOf(reader, item.id);
    const texts = [
      item.note,
      item.description,
      item.summary,
      content?.text ?? null,
      content?.shared_text ?? item.text,
      content?.files_text ?? null,
    ];
    hits.push({ ...item, snippet: snippetOf(texts, terms) });
  }
  return hits;
}
