import { at, listAt, textAt } from "./json-at.ts";
import { code, paragraphs, section } from "./markup.ts";
import type { Post, SiteAnswer } from "./site.ts";

/** A file of this length is read by nobody on a wall; the rest is one step away. Characters. */
const MAX_SOURCE = 200_000;
const MAX_GIST_FILES = 20;

/** A repository's page: its readme and what it says of itself in a line. */
export function repositoryPost({ url, text, document: parse }: SiteAnswer): Post | null {
  const page = parse(text());
  const meta = (name: string) =>
    page.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute("content") ?? "";
  const [, account = "", name = ""] = url.pathname.split("/");
  const readme = page.querySelector("article.markdown-body");
  if (!/github/i.test(meta("og:site_name"))) return null;
  return {
    siteName: "GitHub",
    title: `${account}/${name}`,
    author: account,
    description: ownWords(meta("og:description"), `${account}/${name}`),
    image: meta("og:image"),
    keywords: [...page.querySelectorAll("a.topic-tag")].map((topic) => topic.textContent),
    ...(readme === null ? {} : { html: readme.innerHTML }),
  };
}

/** https://docs.github.com/rest/issues/issues#get-an-issue, for pull requests as well. */
export function issuePost(answer: SiteAnswer): Post | null {
  const issue = answer.json();
  const title = textAt(issue, "title");
  const number = at(issue, "number");
  if (title === "" || typeof number !== "number") return null;
  const [, account = "", name = ""] = answer.url.pathname.split("/");
  return {
    siteName: "GitHub",
    title: `${title} (${account}/${name}#${number})`,
    author: at(issue, "user", "login"),
    description: textAt(issue, "body_text"),
    publishedAt: at(issue, "created_at"),
    modifiedAt: at(issue, "updated_at"),
    keywords: listAt(issue, "labels").map((label) => at(label, "name")),
    html: textAt(issue, "body_html"),
  };
}

/** A file as it lies in the repository; null for what is no text. */
export function sourcePost(answer: SiteAnswer): Post | null {
  // Everything that GitHub takes for text is served as this, markup and scripts too.
  if (!/^text\/plain\b/i.test(answer.contentType)) return null;
  const text = answer.text();
  if (text.trim() === "" || /[\0\ufffd]/.test(text.slice(0, 10_000))) return null;
  const [, account = "", name = ""] = answer.url.pathname.split("/");
  const path = decoded(answer.url.pathname.split("/").slice(5).join("/"));
  return {
    siteName: "GitHub",
    title: `${path} (${account}/${name})`,
    author: account,
    html: code(text.slice(0, MAX_SOURCE), /\.(\w{1,20})$/.exec(path)?.[1] ?? ""),
  };
}

/** https://docs.github.com/rest/gists/gists#get-a-gist. */
export function gistPost(answer: SiteAnswer): Post | null {
  const gist = answer.json();
  const files = at(gist, "files");
  if (typeof files !== "object" || files === null) return null;
  const shown = Object.values(files).slice(0, MAX_GIST_FILES);
  const description = textAt(gist, "description");
  const first = textAt(shown[0], "filename");
  if (description === "" && first === "") return null;
  return {
    siteName: "GitHub Gist",
    title: description === "" ? first : description,
    author: at(gist, "owner", "login"),
    description,
    publishedAt: at(gist, "created_at"),
    modifiedAt: at(gist, "updated_at"),
    html:
      paragraphs(description) +
      shown
        .map((file) => {
          const name = textAt(file, "filename");
          const text = code(textAt(file, "content").slice(0, MAX_SOURCE), textAt(file, "language"));
          return name === "" ? text : section(name, [text]);
        })
        .join(""),
  };
}

/** What its owner wrote, without what GitHub puts behind it. */
function ownWords(description: string, name: string): string {
  const [own = ""] = description.split(`Contribute to ${name} development`);
  return own.endsWith(` - ${name}`) ? own.slice(0, -` - ${name}`.length) : own;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
