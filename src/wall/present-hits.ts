import type { SearchHit } from "../contract/items.ts";
import { snippetOf } from "../core/snippet.ts";
import type { QueryTerm } from "../core/words.ts";
import { textsToRead } from "../store/contents.ts";
import type { Store } from "../store/store.ts";
import { presentItems } from "./present-item.ts";

/** So many texts are held at once; one may be a megabyte long. */
const TEXTS_AT_ONCE = 20;

/** Items as somebody may see them, in the order of their ids, each with the place where these words stand. */
export async function presentHits(
  { reader }: Store,
  { person, wall }: { readonly person: string; readonly wall?: string | undefined },
  { items, terms }: { items: readonly string[]; terms: readonly QueryTerm[] },
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  const shown = await presentItems(reader, items, { person, wall });
  for (let from = 0; from < shown.length; from += TEXTS_AT_ONCE) {
    const some = shown.slice(from, from + TEXTS_AT_ONCE);
    const texts = await textsToRead(
      reader,
      some.map(({ id }) => id),
    );
    for (const item of some) {
      const { text = null, shared_text: shared = null, files_text: files = null } = texts.get(item.id) ?? {};
      const said = [item.note, item.description, item.summary, text, shared ?? item.text, files];
      hits.push({ ...item, snippet: snippetOf(said, terms) });
    }
  }
  return hits;
}
