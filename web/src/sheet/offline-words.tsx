import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { words } from "../words/words.ts";

/** The words of an article as this device kept them: its frame cannot be loaded without the server. */
export function OfflineWords({ item }: { item: Item }) {
  const text = useSignal<string | null>(null);
  useEffect(() => {
    const read = async () => {
      const answer = await fetch(`/api/v1/items/${item.id}/content?format=text`);
      text.value = answer.ok ? await answer.text() : "";
    };
    read().catch(() => {
      text.value = "";
    });
  }, [item.id, text]);
  if (text.value === null) return null;
  return (
    <div class="reading-words" dir="auto">
      {text.value || words.value.item.notReadable}
    </div>
  );
}
