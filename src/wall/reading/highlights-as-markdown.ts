import { LIMITS } from "../../contract/limits.ts";
import type { MarkedHighlight } from "../../contract/reading.ts";
import type { Reader } from "../../store/store.ts";
import { pageOfMarked } from "./list-highlights.ts";

/**
 * What a person marked, as Markdown: by item, in the order of the newest highlight of each, and within an item as the
 * text has them. At most the newest 5,000.
 */
export async function highlightsAsMarkdown(
  db: Reader,
  asked: { person: string; q?: string | undefined },
): Promise<string> {
  const all: MarkedHighlight[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOfMarked(db, { ...asked, cursor, limit: LIMITS.listLimit });
    all.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && all.length < LIMITS.highlightsAsMarkdown);
  const byItem = Map.groupBy(all.slice(0, LIMITS.highlightsAsMarkdown), ({ item_id: item }) => item);
  return [...byItem.values()].map(ofItem).join("\n");
}

function ofItem(highlights: readonly MarkedHighlight[]): string {
  const { item } = highlights[0] as MarkedHighlight;
  const title = inLine(item.title);
  const head = item.url === null ? title : `[${title}](<${item.url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
  const by = [item.author, item.site_name].filter((each) => each !== null && each !== "").map((each) => inLine(each!));
  const inOrder = highlights.toSorted(
    (a, b) =>
      (a.position?.start ?? Infinity) - (b.position?.start ?? Infinity) || (a.created_at < b.created_at ? -1 : 1),
  );
  return [`## ${head}`, ...(by.length > 0 ? [by.join(", ")] : []), ...inOrder.map(passage)].join("\n\n").concat("\n");
}

function passage({ text, note }: MarkedHighlight): string {
  const quoted = text.split("\n").map((line) => `> ${plain(line)}`.trimEnd());
  return note === null ? quoted.join("\n") : [...quoted, "", ...note.split("\n").map(plain)].join("\n");
}

const inLine = (text: string): string => plain(text.replace(/\s+/g, " ").trim());

/** Words stay words, whatever signs they hold. */
const plain = (line: string): string =>
  line.replace(/[\\`*_[\]<>]/g, "\\$&").replace(/^(\s*\d*)([#+.)-]+)(?=\s)/, "$1\\$2");
