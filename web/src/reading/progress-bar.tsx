import type { Item } from "../../../src/contract/items.ts";
import { progressOf, wantProgress } from "./known-progress.ts";

/** How far somebody is in an article, as a thin line; nothing where it was not begun. */
export function ProgressBar({ item }: { item: Item }) {
  if (item.kind !== "link" || item.reading_minutes === null) return null;
  wantProgress(item.id);
  const known = progressOf.value.get(item.id);
  if (!known || known.state === "unread") return null;
  const fraction = known.state === "read" ? 1 : known.fraction;
  return (
    <span class={`progress-bar progress-${known.state}`} aria-hidden="true">
      <span style={{ width: `${Math.round(fraction * 100)}%` }} />
    </span>
  );
}
