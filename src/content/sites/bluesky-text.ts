import { at, listAt, numberAt, textAt } from "./json-at.ts";
import { link, paragraphs } from "./markup.ts";

const MAX_FACETS = 200;

/**
 * A post's text with its links. What a link stands under is told by places in the text's UTF-8
 * (https://docs.bsky.app/docs/advanced-guides/post-richtext); places that overlap, run backwards or cut a character are
 * left out.
 */
export function blueskyText(text: string, facets: readonly unknown[]): string {
  const bytes = new TextEncoder().encode(text);
  const decode = (start: number, end: number) => new TextDecoder().decode(bytes.subarray(start, end));
  const links = facets
    .slice(0, MAX_FACETS)
    .map((facet) => ({
      start: numberAt(facet, "index", "byteStart"),
      end: numberAt(facet, "index", "byteEnd"),
      address: addressOf(facet),
    }))
    .filter(({ start, end, address }) => address !== "" && start >= 0 && start < end && end <= bytes.length)
    .toSorted((a, b) => a.start - b.start);
  // Paragraphs are made first and links put in afterwards, so each link is held by a mark that no text contains.
  let marked = "";
  let from = 0;
  const anchors: string[] = [];
  for (const { start, end, address } of links) {
    const words = decode(start, end);
    if (start < from || words.includes("\ufffd")) continue;
    marked += `${decode(from, start).replaceAll("\ue000", "")}\ue000`;
    anchors.push(link(address, words));
    from = end;
  }
  marked += decode(from, bytes.length).replaceAll("\ue000", "");
  return paragraphs(marked).replaceAll("\ue000", () => anchors.shift() ?? "");
}

function addressOf(facet: unknown): string {
  for (const feature of listAt(facet, "features").slice(0, 5)) {
    const type = at(feature, "$type");
    if (type === "app.bsky.richtext.facet#link") return textAt(feature, "uri");
    const did = textAt(feature, "did");
    if (type === "app.bsky.richtext.facet#mention" && /^did:[\w:.%-]{1,200}$/.test(did))
      return `https://bsky.app/profile/${did}`;
  }
  return "";
}
