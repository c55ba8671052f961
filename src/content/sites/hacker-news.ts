import { at, listAt, textAt } from "./json-at.ts";
import { comment, link, section, titleFrom } from "./markup.ts";
import { JSON_ONLY, MAX_COMMENT_DEPTH, MAX_COMMENTS, type Site } from "./site.ts";

/** A whole thread in one answer: https://hn.algolia.com/api, "items". */
export const hackerNews: Site = {
  name: "hacker-news",
  request({ identity }) {
    const item = /^news\.ycombinator\.com\/item\?id=(\d{1,12})$/.exec(identity)?.[1];
    return item === undefined ? null : { url: `https://hn.algolia.com/api/v1/items/${item}`, accept: JSON_ONLY };
  },
  read(answer) {
    const item = answer.json();
    const author = textAt(item, "author");
    if (author === "" || typeof at(item, "id") !== "number") return null;
    const body = textAt(item, "text");
    const text = (answer.document(body.replaceAll(/<p>/gi, "\n$&")).body.textContent ?? "").trim();
    const target = textAt(item, "url");
    const left = { count: MAX_COMMENTS };
    return {
      siteName: "Hacker News",
      title: titleFrom(textAt(item, "title") || text, `Comment by ${author}`),
      author,
      description: text,
      publishedAt: at(item, "created_at"),
      html:
        (target === "" ? "" : `<p>${link(target, target)}</p>`) +
        (body === "" ? "" : `<p>${body}`) +
        section("Comments", threadOf(listAt(item, "children"), left, 1)),
    };
  },
};

function threadOf(items: readonly unknown[], left: { count: number }, depth: number): string[] {
  return items.map((item) => {
    const text = textAt(item, "text");
    // Deleted ones stay as empty shells with their answers.
    if (text === "" || left.count-- <= 0) return "";
    const below = depth < MAX_COMMENT_DEPTH ? listAt(item, "children") : [];
    return comment(textAt(item, "author"), `<p>${text}</p>${threadOf(below, left, depth + 1).join("")}`);
  });
}
