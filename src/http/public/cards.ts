import type { Item, ItemFile } from "../../contract/items.ts";
import { html, type Markup } from "./html.ts";
import type { PublicWords } from "./words-en.ts";

const NOTE_CHARACTERS = 600;
const SUMMARY_CHARACTERS = 280;
const TAGS_SHOWN = 3;
/** A note so short is set large. */
const SHORT_CHARACTERS = 90;
/** The roles that may stand for an item, the best first; originals are given as their previews. */
const PICTURE_ROLES = ["thumbnail", "preview", "lead-image"] as const;

/** The picture that stands for an item. */
export function pictureOf({ files }: Item): ItemFile | null {
  for (const role of PICTURE_ROLES) {
    const found = files.find((file) => file.role === role && file.type.startsWith("image/"));
    if (found) return found;
  }
  return null;
}

/** Of a card or a page; its measures keep its room until it is there. */
export function pictureMarkup(file: ItemFile, { base, alt }: { base: string; alt: string }): Markup {
  const size = file.width && file.height ? html` width="${file.width}" height="${file.height}"` : null;
  return html`<img src="${base}/${file.url}" alt="${alt}" loading="lazy" decoding="async"${size}>`;
}

/** One thing on a wall. @param base what the addresses of the wall begin with */
export function card(item: Item, { base, words }: { base: string; words: PublicWords }): Markup {
  const picture = pictureOf(item);
  const page = `${base}/i/${item.id}`;
  const isNote = item.kind === "note" && item.text !== null;
  const lang = item.language === null ? null : html` lang="${item.language}"`;
  return html`<article class="card" data-id="${item.id}" data-clock="${item.clock}"${lang}>${
    picture &&
    html`<a class="card-picture" href="${page}" tabindex="-1" aria-hidden="true">${pictureMarkup(picture, { base, alt: "" })}</a>`
  }<div class="card-words">${isNote ? noteMarkup(item, page) : titleMarkup(item, page, words)}${siteMarkup(item)}${
    isNote ? null : summaryMarkup(item)
  }${tagsMarkup(item, words)}</div></article>`;
}

const titleMarkup = (item: Item, page: string, words: PublicWords): Markup =>
  html`<h2 dir="auto"><a href="${page}">${item.title || words.thing}</a></h2>`;

function noteMarkup({ text }: Item, page: string): Markup {
  const said = text ?? "";
  const look = said.length <= SHORT_CHARACTERS ? "note is-short" : "note";
  return html`<p class="${look}" dir="auto"><a href="${page}">${cut(said, NOTE_CHARACTERS)}</a></p>`;
}

/** Where a thing is from, and the way there. */
export function siteMarkup({ url, site_name: site }: Item): Markup | null {
  const host = url === null ? null : hostOf(url);
  if (url === null || host === null) return null;
  return html`<p class="site"><a href="${url}" rel="noopener noreferrer nofollow" target="_blank"><bdi>${site ?? host}</bdi></a></p>`;
}

function summaryMarkup({ summary, description }: Item): Markup | null {
  const said = summary ?? description;
  return said ? html`<p class="summary" dir="auto">${cut(said, SUMMARY_CHARACTERS)}</p>` : null;
}

/** @param most how many are shown */
export function tagsMarkup({ tags }: Item, words: PublicWords, most: number = TAGS_SHOWN): Markup | null {
  const names = [...new Set(tags.map(({ name }) => name))].slice(0, most);
  if (names.length === 0) return null;
  return html`<ul class="tags" aria-label="${words.tags}">${names.map((name) => html`<li dir="auto">${name}</li>`)}</ul>`;
}

/** Only what leads out by http is ever a link. */
export function hostOf(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^www\./, "");
}

/** Cut at a letter, never within one. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text.slice(0, most + 40));
  let kept = "";
  for (const { segment } of letters) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
