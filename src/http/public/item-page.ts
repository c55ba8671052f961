import type { Item, ItemFile } from "../../contract/items.ts";
import type { ContentRow } from "../../store/tables.ts";
import { hostOf, pictureMarkup, pictureOf, tagsMarkup } from "./cards.ts";
import { html, type Markup } from "./html.ts";
import type { PublicPage } from "./page-frame.ts";
import type { Spoken } from "./words.ts";
import type { PublicWords } from "./words-en.ts";

const TAGS_SHOWN = 50;

/** One thing of a wall, with what it says in a frame of its own. */
export function itemPage(
  { item, base, hasContent }: { item: Item; base: string; hasContent: boolean },
  { words, language }: Spoken,
): PublicPage {
  const title = item.title || words.thing;
  const picture = pictureOf(item);
  const facts = [item.site_name, item.author, item.published_at && dateOf(item.published_at, language)].filter(Boolean);
  const summary = item.summary ?? item.description;
  const originals = item.files.filter(({ role }) => role === "original");
  return {
    title,
    // A thing is found by whoever has the wall; it is nothing to be found by itself.
    head: html`<meta name="robots" content="noindex">`,
    body: html`<p class="back"><a href="${base}">${words.back}</a></p><article class="thing"><h1 dir="auto">${title}</h1>${
      facts.length > 0 ? html`<p class="facts"><bdi>${facts.join(" · ")}</bdi></p>` : null
    }${outMarkup(item, words)}${picture && html`<figure>${pictureMarkup(picture, { base, alt: words.picture })}</figure>`}${
      summary && html`<p class="summary" dir="auto">${summary}</p>`
    }${tagsMarkup(item, words, TAGS_SHOWN)}${
      hasContent
        ? html`<iframe class="content" title="${words.content}" src="${base}/i/${item.id}/content" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>`
        : null
    }${
      originals.length > 0
        ? html`<section class="files"><h2>${words.files}</h2><ul>${originals.map((file) => fileMarkup(file, { base, words }))}</ul></section>`
        : null
    }</article>`,
  };
}

/** What the frame of a thing shows; null where there is nothing to read. A remark beside a link is not what the page says. */
export function toldOf({
  item,
  content,
}: {
  item: Item;
  content: ContentRow | undefined;
}): { html: string | null; text: string } | null {
  const text = item.kind === "link" ? "" : (item.text ?? "");
  const html = content?.html ?? null;
  return html === null && text === "" ? null : { html, text };
}

function outMarkup({ url }: Item, words: PublicWords): Markup | null {
  const host = url === null ? null : hostOf(url);
  if (url === null || host === null) return null;
  return html`<p><a class="button" href="${url}" rel="noopener noreferrer nofollow" target="_blank">${words.open.replace("{site}", () => host)}</a></p>`;
}

const fileMarkup = (file: ItemFile, { base, words }: { base: string; words: PublicWords }): Markup =>
  html`<li><a href="${base}/${file.url}?download"><bdi>${file.name ?? (file.type.startsWith("image/") ? words.picture : words.files)}</bdi></a></li>`;

const dateOf = (time: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(time));
