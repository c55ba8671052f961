import type { PageElement } from "../page-dom.ts";
import { escaped, paragraphs } from "./markup.ts";
import type { Site } from "./site.ts";

const MAX_AUTHORS = 200;

/** A paper as an Atom entry: https://info.arxiv.org/help/api/user-manual.html, "id_list". */
export const arxiv: Site = {
  name: "arxiv",
  request({ identity }) {
    const paper = /^arxiv\.org\/abs\/((?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?)$/.exec(
      identity,
    )?.[1];
    return paper === undefined
      ? null
      : { url: `https://export.arxiv.org/api/query?id_list=${paper}`, accept: "application/atom+xml" };
  },
  read(answer) {
    const feed = answer.text();
    if (!/<feed[\s>]/.test(feed.slice(0, 1_000))) return null;
    const entry = answer.document(feed).querySelector("entry");
    const title = textOf(entry, "title");
    const summary = textOf(entry, "summary");
    // Papers that do not exist come as an entry about the error.
    if (entry === null || title === "" || /\/api\/errors/.test(textOf(entry, "id"))) return null;
    const authors = [...entry.querySelectorAll("author > name")].slice(0, MAX_AUTHORS).map((name) => lineOf(name));
    const others = ["arxiv\\:comment", "arxiv\\:journal_ref"].map((name) => textOf(entry, name)).filter(Boolean);
    return {
      siteName: "arXiv",
      title,
      author:
        authors.length > 5 ? `${authors.slice(0, 5).join(", ")} and ${authors.length - 5} more` : authors.join(", "),
      description: summary,
      publishedAt: textOf(entry, "published"),
      modifiedAt: textOf(entry, "updated"),
      keywords: [...entry.querySelectorAll("category[term]")].map((category) => category.getAttribute("term")),
      html: `<p>${escaped(authors.join(", "))}</p>${paragraphs(summary)}${others.map((text) => paragraphs(text)).join("")}`,
    };
  },
};

function textOf(entry: PageElement | null, name: string): string {
  const found = entry?.querySelector(name);
  return found === null || found === undefined ? "" : lineOf(found);
}

/** The feed breaks its lines at eighty characters. */
function lineOf(element: PageElement): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}
