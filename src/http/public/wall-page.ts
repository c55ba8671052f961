import type { Item } from "../../contract/items.ts";
import type { WallStanding } from "../../store/walls.ts";
import { card } from "./cards.ts";
import { html, type Markup } from "./html.ts";
import type { PublicPage } from "./page-frame.ts";
import type { Spoken } from "./words.ts";

/** A page of a wall: its newest things, or those after a cursor. */
export function wallPage(
  {
    wall,
    base,
    items,
    next,
    isFirst,
    isKiosk,
    publicUrl,
    isIndexed,
  }: {
    wall: WallStanding;
    base: string;
    items: readonly Item[];
    next: string | null;
    isFirst: boolean;
    isKiosk: boolean;
    publicUrl: string;
    isIndexed: boolean;
  },
  { words }: Spoken,
): PublicPage {
  const { name, description } = wall;
  const more = next && html`<a class="button" rel="next" href="${base}?cursor=${next}">${words.more}</a>`;
  const first = isFirst ? null : html`<a class="button" href="${base}">${words.newest}</a>`;
  const about = description && html`<p class="about" dir="auto">${description}</p>`;
  return {
    title: name,
    head: headOf({ title: name, description: description ?? words.wallOf, address: `${publicUrl}${base}`, isIndexed }),
    data: { base, live: isFirst ? "1" : "", kiosk: isKiosk ? "1" : "" },
    body: html`<header class="wall-head"><h1 dir="auto">${name}</h1>${about}</header>${
      items.length === 0 ? html`<p class="empty">${words.empty}</p>` : null
    }<div class="cards">${items.map((item) => card(item, { base, words }))}</div><nav class="pages">${first}${more || null}</nav>`,
  };
}

/** What other services show of a page when somebody passes its address on (ogp.me), and whether it may be found. */
export function headOf({
  title,
  description,
  address,
  isIndexed,
}: {
  title: string;
  description: string;
  address: string;
  isIndexed: boolean;
}): Markup {
  const robots = isIndexed ? null : html`<meta name="robots" content="noindex">`;
  return html`${robots}<meta name="description" content="${description}"><meta property="og:type" content="website"><meta property="og:title" content="${title}"><meta property="og:description" content="${description}"><meta property="og:url" content="${address}"><meta property="og:image" content="${address}/cover"><meta name="twitter:card" content="summary_large_image">`;
}
