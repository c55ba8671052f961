import type { PageDocument, PageElement } from "./page-dom.ts";

/** Where scripts look for the picture that they put in place when it comes into view. */
const LAZY = [
  "data-src",
  "data-original",
  "data-lazy-src",
  "data-lazy",
  "data-original-src",
  "data-full-src",
  "data-full-url",
  "data-hi-res-src",
  "data-img-src",
  "data-image",
  "data-url",
];
const LAZY_SETS = ["data-srcset", "data-lazy-srcset", "data-original-set"];

/** Wide enough for a reader on a dense screen; of larger ones the smallest is taken. Pixels. */
const WIDE_ENOUGH = 1_600;

/** Smaller pictures count visitors. Pixels. */
const LEAST_SIDE = 3;

/** More pictures than any article has; the rest of a flood is left as it is. */
const MAX_IMAGES = 500;
const MAX_SRCSET = 20_000;

/** Nothing that can be fetched. */
const NOTHING = /^(?:data:|about:|$)/i;
/** A file that only holds the place of a picture; the whole name, since a picture of pixels is one. */
const STANDS_IN =
  /(?:^|\/)(?:spinner|placeholder|blank|spacer|loading|loader|lazy|pixel|transparent|1x1)\.\w{2,5}(?:[?#]|$)/i;

/**
 * Every picture gets the address that a browser would load in the end: those of lazy ones, of `<noscript>`, of
 * `<picture>` and `srcset`, of AMP. Counting pixels go.
 */
export function settleImages(document: PageDocument): void {
  for (const amp of first(document.querySelectorAll("amp-img, amp-anim"))) amp.replaceWith(imageLike(document, amp));
  for (const hidden of first(document.querySelectorAll("noscript"))) unwrapNoscript(hidden);
  for (const image of first(document.querySelectorAll("img"))) settleImage(image);
}

function settleImage(image: PageElement): void {
  const sides = ["width", "height"].map((name) => Number.parseInt(image.getAttribute(name) ?? "", 10));
  if (sides.some((side) => side < LEAST_SIDE)) {
    image.remove();
    return;
  }
  const own = image.getAttribute("src") ?? "";
  const lazy = LAZY.map((name) => image.getAttribute(name) ?? "").find(looksLikeImage);
  const set = ["srcset", ...LAZY_SETS].map((name) => bestOf(image.getAttribute(name))).find((found) => found !== null);
  const plain = NOTHING.test(own) || STANDS_IN.test(own) ? null : own;
  const chosen = set ?? lazy ?? plain ?? sourceOfPicture(image);
  if (chosen === null) {
    image.remove();
    return;
  }
  image.setAttribute("src", chosen);
  for (const name of ["srcset", "sizes", ...LAZY, ...LAZY_SETS]) image.removeAttribute(name);
}

function sourceOfPicture(image: PageElement): string | null {
  const sources = image.closest("picture")?.querySelectorAll("source") ?? [];
  for (const source of sources) {
    const found = bestOf(source.getAttribute("srcset")) ?? bestOf(source.getAttribute("data-srcset"));
    if (found !== null) return found;
  }
  return null;
}

/** The candidate of a `srcset` nearest to what a reader needs (HTML standard, "parse a srcset attribute"). */
function bestOf(set: string | null): string | null {
  if (set === null) return null;
  const candidates = set
    .slice(0, MAX_SRCSET)
    .split(/,\s+|\s+,|(?<=\s[\d.]{1,8}[wx]),/)
    .map((part) => part.trim().split(/\s+/))
    .filter(([address = ""]) => address !== "" && !NOTHING.test(address))
    .map(([address = "", size = "1x"]) => ({ address, width: widthOf(size) }));
  const enough = candidates.filter(({ width }) => width >= WIDE_ENOUGH).toSorted((a, b) => a.width - b.width);
  const widest = candidates.toSorted((a, b) => b.width - a.width);
  return (enough[0] ?? widest[0])?.address ?? null;
}

/** "800w" is a width, "2x" about twice a column's. */
function widthOf(size: string): number {
  const number = Number.parseFloat(size);
  if (Number.isNaN(number)) return 0;
  return size.endsWith("x") ? number * 700 : number;
}

/** The real picture often stands in `<noscript>` beside a stand-in. */
function unwrapNoscript(hidden: PageElement): void {
  const images = [...hidden.querySelectorAll("img")];
  const [image] = images;
  if (images.length !== 1 || image === undefined || (hidden.textContent ?? "").trim() !== "") return;
  const beside = [...(hidden.parentElement?.children ?? [])].find(
    (element) => element.localName === "img" || element.querySelector("img") !== null,
  );
  const standIn = beside?.localName === "img" ? beside : beside?.querySelector("img");
  if (standIn !== undefined && standIn !== null && beside !== hidden) standIn.remove();
  hidden.replaceWith(image);
}

function imageLike(document: PageDocument, element: PageElement): PageElement {
  const image = document.createElement("img");
  for (const name of ["src", "srcset", "alt", "width", "height"]) {
    const value = element.getAttribute(name);
    if (value !== null) image.setAttribute(name, value);
  }
  return image;
}

function looksLikeImage(value: string): boolean {
  return value !== "" && !/^[{[]/.test(value) && !NOTHING.test(value);
}

function first(elements: Iterable<PageElement>): PageElement[] {
  return [...elements].slice(0, MAX_IMAGES);
}
