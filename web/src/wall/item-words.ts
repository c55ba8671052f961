import type { Item } from "../../../src/contract/items.ts";
import { sizeOf } from "../formats.ts";
import { words } from "../words/words.ts";
import { originalOf, originalsOf } from "./picture.ts";

/** "halden.example" of an address, without the www. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return url;
  }
}

/** The page behind an item, when it is one that a browser may be sent to. */
export function pageOf(item: Item): string | null {
  return item.url !== null && /^https?:\/\//i.test(item.url) ? item.url : null;
}

/** "halden.example / lamps / fungo": an address as a person would read it out. */
export function pathWords(url: string): string {
  try {
    const { pathname } = new URL(url);
    return [hostOf(url), ...decodeURI(pathname).split("/").filter(Boolean)].join(" / ");
  } catch {
    return url;
  }
}

/** Where it comes from: the site of a link, else what kind of thing it is. */
export function sourceOf(item: Item): string {
  if (item.site_name) return item.site_name;
  return item.url ? hostOf(item.url) : words.value.card.kinds[item.kind];
}

/** How long a recording or film plays, such as 3:07 or 1:02:45; null when nothing says so. */
export function lengthOf(item: Item): string | null {
  const seconds = Math.round(
    originalsOf(item).find((file) => file.duration_seconds !== undefined)?.duration_seconds ?? 0,
  );
  if (seconds <= 0) return null;
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** The size of a shared file, where it says more than a picture of it. */
export function sizeWords(item: Item): string | null {
  const file = originalOf(item);
  return file !== null && (item.kind === "file" || item.kind === "pdf") ? sizeOf(file.bytes) : null;
}

/** What is kept whatever happened: said beside a failure. */
export function safeWords(item: Item): string {
  const files = item.files.filter((file) => file.role === "original").length;
  return words.value.card.kept(Boolean(item.url), files, Boolean(item.text), Boolean(item.note));
}

/** True when a note's title is only the beginning of its words. */
export function isTitleInText(item: Item): boolean {
  const plain = (text: string) =>
    text
      .replace(/[…\s]+/g, " ")
      .trim()
      .toLowerCase();
  return item.text !== null && plain(item.text).startsWith(plain(item.title));
}
