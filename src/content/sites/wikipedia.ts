import type { PageDocument, PageElement } from "../page-dom.ts";
import type { Site } from "./site.ts";

/** What stands in an article but is no part of it: boxes for navigation and upkeep, marks for editors, hidden words. */
const ASIDE =
  ".navbox, .vertical-navbox, .metadata, .ambox, .noprint, .mw-editsection, .hatnote, .sistersitebox, .authority-control, .mw-empty-elt, .reference-cite-backlink, style, script";

/** Smaller pictures are flags and icons. Pixels. */
const LEAST_PICTURE = 100;

/**
 * The article without the page around it, as Parsoid writes it:
 * https://en.wikipedia.org/api/rest_v1/#/Page%20content/get_page_html__title_ and
 * https://www.mediawiki.org/wiki/Specs/HTML.
 */
export const wikipedia: Site = {
  name: "wikipedia",
  request({ url, identity }) {
    const [, host, title] = /^([\w-]{2,20}\.wikipedia\.org)\/wiki\/(.{1,800})$/.exec(identity) ?? [];
    // A query asks for an old version or for something else than the article.
    if (host === undefined || title === undefined || title.includes("?") || url.hash.startsWith("#/")) return null;
    return {
      url: `https://${host}/api/rest_v1/page/html/${title.replaceAll("/", "%2F")}`,
      accept: "text/html",
    };
  },
  read(answer) {
    const page = answer.document(answer.text());
    const isArticle = page.querySelector(
      'link[rel="dc:isVersionOf"], [data-mw-parsoid-version], body.mw-parser-output',
    );
    const title = page.querySelector("title")?.textContent?.trim() ?? "";
    if (isArticle === null || title === "") return null;
    const short = page.querySelector(".shortdescription")?.textContent ?? null;
    for (const element of [...page.querySelectorAll(`${ASIDE}, .shortdescription`)]) element.remove();
    return {
      siteName: "Wikipedia",
      title: plain(page, title),
      description: short ?? firstParagraph(page),
      modifiedAt: page.querySelector('meta[property="dc:modified"]')?.getAttribute("content"),
      language: page.documentElement.getAttribute("lang") ?? page.body.getAttribute("lang"),
      image: imageOf(page),
      html: page.body.innerHTML,
    };
  },
};

/** A title may carry markup of its own, as species and ships do. */
function plain(page: PageDocument, title: string): string {
  const holder = page.querySelector("title");
  if (holder === null || !title.includes("<")) return title;
  return title.replace(/<[^<>]{0,200}>/g, "");
}

function firstParagraph(page: PageDocument): string | null {
  const found = [...page.querySelectorAll("p")].find((paragraph) => (paragraph.textContent ?? "").trim().length > 40);
  return found?.textContent?.replace(/\[\d{1,3}\]/g, "") ?? null;
}

function imageOf(page: PageDocument): string | null {
  const side = (image: PageElement, name: string) => Number(image.getAttribute(name) ?? 0);
  const found = [...page.querySelectorAll("img[src]")].find(
    (image) => Math.min(side(image, "width"), side(image, "height")) >= LEAST_PICTURE,
  );
  return found?.getAttribute("src") ?? null;
}
