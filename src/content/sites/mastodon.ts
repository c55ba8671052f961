import { at, listAt, textAt } from "./json-at.ts";
import { escaped, link, paragraphs, picture, titleFrom } from "./markup.ts";
import { JSON_ONLY, type Site } from "./site.ts";

/** `/@user/123`, also as a server shows people of others, and the older forms; other software has the first, too. */
const POST =
  /^\/(?:(?:web\/|deck\/)?@[\w.-]{1,60}(?:@[\w.-]{1,250})?|users\/[\w.-]{1,60}\/statuses|web\/statuses)\/(\d{5,25})\/?$/;
const MAX_MEDIA = 20;

/**
 * Any server that speaks Mastodon's API: https://docs.joinmastodon.org/methods/statuses/#get and
 * https://docs.joinmastodon.org/entities/Status/. The address only looks like one; the answer shows whether it was.
 */
export const mastodon: Site = {
  name: "mastodon",
  request({ url }) {
    const post = POST.exec(url.pathname)?.[1];
    return post === undefined ? null : { url: `${url.origin}/api/v1/statuses/${post}`, accept: JSON_ONLY };
  },
  read(answer) {
    const post = answer.json();
    const content = at(post, "content");
    const person = textAt(post, "account", "acct");
    const asked = POST.exec(answer.url.pathname)?.[1];
    const isOpen = /^(?:public|unlisted)$/.test(textAt(post, "visibility"));
    if (typeof content !== "string" || person === "" || textAt(post, "id") !== asked || !isOpen) return null;

    const author = textAt(post, "account", "display_name").trim();
    const warning = textAt(post, "spoiler_text");
    const text = textOf(answer.document(content.replaceAll(/<br\s*\/?>|<\/p>/g, "$&\n")).body);
    const media = listAt(post, "media_attachments").slice(0, MAX_MEDIA);
    return {
      siteName: answer.url.hostname,
      title: titleFrom(warning || text, `Post by ${author || person}`),
      author: author === "" ? `@${person}` : `${author} (@${person})`,
      description: warning || text,
      publishedAt: at(post, "created_at"),
      modifiedAt: at(post, "edited_at"),
      language: at(post, "language"),
      // What its author put behind a warning is no picture for a card.
      image: at(post, "sensitive") === true ? null : imageOf(post, media),
      keywords: listAt(post, "tags").map((tag) => at(tag, "name")),
      html: `${paragraphs(warning)}${content}${poll(post)}${media.map(shown).join("")}${card(post)}`,
    };
  },
};

function textOf(body: { readonly textContent: string | null }): string {
  return (body.textContent ?? "").trim();
}

function imageOf(post: unknown, media: readonly unknown[]): unknown {
  const first = media.find((one) => textAt(one, "preview_url") !== "");
  return textAt(first, "type") === "image" ? at(first, "url") : (at(first, "preview_url") ?? at(post, "card", "image"));
}

function shown(media: unknown): string {
  const address = textAt(media, "type") === "image" ? textAt(media, "url") : textAt(media, "preview_url");
  return picture(address, textAt(media, "description"));
}

function poll(post: unknown): string {
  const options = listAt(post, "poll", "options").slice(0, MAX_MEDIA);
  return options.length === 0
    ? ""
    : `<ul>${options.map((option) => `<li>${escaped(textAt(option, "title"))}</li>`).join("")}</ul>`;
}

function card(post: unknown): string {
  const address = textAt(post, "card", "url");
  if (address === "") return "";
  const title = textAt(post, "card", "title") || address;
  return `<p>${link(address, title)}</p>${paragraphs(textAt(post, "card", "description"))}`;
}
