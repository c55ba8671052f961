import type { PageDocument, PageElement } from "./page-dom.ts";
import { webAddress } from "./page-text.ts";

/** Sharp on dense screens at the 24 px it is shown, small enough to be quick. Pixels. */
const BEST_SIZE = 64;

/** A page's own small picture: the raster icon nearest to what is shown, else an SVG, else the site's /favicon.ico. */
export function faviconOf(document: PageDocument, { base, url }: { base: string; url: string }): string | null {
  const icons = [...document.querySelectorAll('link[rel~="icon" i][href], link[rel~="apple-touch-icon" i][href]')]
    .slice(0, 50)
    .map((link) => ({ address: webAddress(link.getAttribute("href"), base), distance: distanceOf(link) }))
    .filter((icon) => icon.address !== null)
    .sort((one, other) => one.distance - other.distance);
  return icons[0]?.address ?? webAddress("/favicon.ico", url);
}

function distanceOf(link: PageElement): number {
  const vector =
    /svg/i.test(link.getAttribute("type") ?? "") || /\.svg(?:[?#]|$)/i.test(link.getAttribute("href") ?? "");
  if (vector) return 9_000;
  const declared = /(\d{1,4})x\d/i.exec(link.getAttribute("sizes") ?? "")?.[1];
  const touch = /apple-touch-icon/i.test(link.getAttribute("rel") ?? "");
  const size = declared === undefined ? (touch ? 180 : 32) : Number(declared);
  // Too small is worse than too big.
  return size < BEST_SIZE ? (BEST_SIZE - size) * 4 : size - BEST_SIZE;
}
