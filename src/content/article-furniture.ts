import type { PageDocument, PageElement } from "./page-dom.ts";

/** Words in the class or id of what stands around an article: whole words, since "shared" is not "share". */
const FURNITURE = new Set(
  "newsletter subscribe subscription subscriptions signup share sharing sharedaddy social related recommend recommended recommendations suggested similar editsection sitesub comments disqus respond reply rating ratings breadcrumb breadcrumbs pagination pager cookie cookies consent cmp gdpr login loginbox signin paywall advert advertisement ads sponsor sponsored promo toolbar print edit trending hot popular kanren editor authorbox".split(
    " ",
  ),
);

/** What holds more of a page's text than this is the page, whatever it is called. */
const MOST_OF_TEXT = 0.35;

/** Longer than this a link that leads nowhere is a sentence. Characters. */
const BUTTON_LENGTH = 40;

const MAX_ELEMENTS = 20_000;

/** Takes out newsletters, share buttons, comments and the like, which extractors of articles leave in half of the time. */
export function dropFurniture(document: PageDocument): void {
  const whole = document.body.textContent?.length ?? 0;
  for (const element of [...document.querySelectorAll("body [class], body [id]")].slice(0, MAX_ELEMENTS)) {
    if (!isFurniture(element)) continue;
    if ((element.textContent?.length ?? 0) > whole * MOST_OF_TEXT) continue;
    if (element.querySelector("h1") === null) element.remove();
  }
  for (const link of [...document.querySelectorAll('a[href="#"], a[href^="javascript:" i]')].slice(0, MAX_ELEMENTS)) {
    const text = (link.textContent ?? "").trim();
    const around = link.parentElement;
    if (around === null || text.length > BUTTON_LENGTH || link.querySelector("img, sup") !== null) continue;
    // A parent with one child is asked for its text once; ten thousand links in one would cost their square.
    if (link.nextElementSibling !== null || link.previousElementSibling !== null) continue;
    if ((around.textContent ?? "").trim() === text && around.localName !== "body") link.remove();
  }
}

function isFurniture(element: PageElement): boolean {
  if (
    /^(?:body|main|article|h1|pre|code|sup|a|li|span|math|table|td|tr)$/.test(element.localName) &&
    !isEditMark(element)
  )
    return false;
  return wordsOf(element).some((word) => FURNITURE.has(word));
}

function isEditMark(element: PageElement): boolean {
  return element.localName === "span" && /editsection/i.test(element.getAttribute("class") ?? "");
}

function wordsOf(element: PageElement): string[] {
  const names = `${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`.slice(0, 300);
  return names
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .concat(names.toLowerCase().split(/\s+/));
}
