import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Item, SimilarItems } from "../../../src/contract/items.ts";
import { follow, itemHref } from "../address.ts";
import { ask } from "../api.ts";
import { words } from "../words/words.ts";

const SHOWN = 5;

/** What is like the item that is open; nothing where there is none, and none is waited for. */
export function Similar({ item }: { item: Item }) {
  const alike = useSignal<readonly Item[]>([]);
  useEffect(() => {
    const asked = new AbortController();
    alike.value = [];
    ask<SimilarItems>("GET", `/items/${item.id}/similar?limit=${SHOWN}`, undefined, { signal: asked.signal })
      .then(({ items }) => {
        alike.value = items;
      })
      .catch(() => {});
    return () => asked.abort();
  }, [item.id]);
  if (alike.value.length === 0) return null;
  return (
    <section>
      <h3>{words.value.item.similar}</h3>
      <ul class="similar">
        {alike.value.map((each) => (
          <li key={each.id}>
            <a href={itemHref(each.id)} onClick={follow}>
              <bdi dir="auto">{each.title}</bdi>
            </a>
            {each.site_name && (
              <span class="quiet">
                {" "}
                <bdi dir="auto">{each.site_name}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
