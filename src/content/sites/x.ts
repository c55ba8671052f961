import { at, textAt } from "./json-at.ts";
import { titleFrom } from "./markup.ts";
import { oEmbedRequest } from "./oembed.ts";
import type { Site } from "./site.ts";

/** Codes of X's own for texts that are in no language. */
const NO_LANGUAGE = /^(?:und|zxx|art|q[a-z]{2})$/i;

/**
 * X shows its posts to scripts and members only. Its oEmbed endpoint
 * (https://developer.x.com/en/docs/x-for-websites/oembed-api) gives a blockquote: the text as a paragraph with its
 * language, then the author, and as the last link the day.
 */
export const x: Site = {
  name: "x",
  request({ url, identity }) {
    const post = /^x\.com\/i\/status\/(\d{1,25})$/.exec(identity)?.[1];
    if (post === undefined) return null;
    const person = /^\/(\w{1,20})\/status/.exec(url.pathname)?.[1] ?? "i";
    return oEmbedRequest(
      "https://publish.twitter.com/oembed?omit_script=1&dnt=1&hide_thread=1",
      `https://twitter.com/${person}/status/${post}`,
    );
  },
  read(answer) {
    const said = answer.json();
    const author = textAt(said, "author_name");
    const quote = answer.document(textAt(said, "html")).querySelector("blockquote");
    if (author === "" || quote === null) return null;
    const paragraph = quote.querySelector("p");
    const language = paragraph?.getAttribute("lang") ?? null;
    const text = (paragraph?.textContent ?? "").replace(/\s*pic\.(?:twitter|x)\.com\/\w+\s*$/, "");
    const handle = /^https:\/\/(?:twitter|x)\.com\/(\w{1,20})$/.exec(textAt(said, "author_url"))?.[1];
    return {
      siteName: "X",
      title: titleFrom(text, `Post by ${author}`),
      author: handle === undefined ? author : `${author} (@${handle})`,
      description: text,
      publishedAt: [...quote.querySelectorAll("a")].at(-1)?.textContent,
      language: language !== null && NO_LANGUAGE.test(language) ? null : language,
      image: at(said, "thumbnail_url"),
      html: paragraph === null ? "" : `<p>${paragraph.innerHTML}</p>`,
    };
  },
};
