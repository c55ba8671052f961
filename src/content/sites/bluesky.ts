import { blueskyEmbed } from "./bluesky-embed.ts";
import { blueskyText } from "./bluesky-text.ts";
import { at, listAt, numberAt, textAt } from "./json-at.ts";
import { comment, section, titleFrom } from "./markup.ts";
import { JSON_ONLY, MAX_COMMENTS, type Site } from "./site.ts";

const THREAD = "app.bsky.feed.defs#threadViewPost";
/** Posts of one thread that their author wrote one below the other. */
const MAX_OWN_POSTS = 11;
/** Deeper, the answer about a post that thousands replied to is megabytes. */
const REPLIES_DEPTH = "10";

/** The public AppView, which asks for no key: https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread. */
export const bluesky: Site = {
  name: "bluesky",
  request({ url }) {
    if (url.hostname !== "bsky.app") return null;
    const post = /^\/profile\/([\w.:-]{3,250})\/post\/([\w.~:-]{1,512})\/?$/.exec(url.pathname);
    if (post === null) return null;
    const asked = new URL("https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread");
    asked.searchParams.set("uri", `at://${post[1]}/app.bsky.feed.post/${post[2]}`);
    asked.searchParams.set("depth", REPLIES_DEPTH);
    asked.searchParams.set("parentHeight", "0");
    return { url: asked.href, accept: JSON_ONLY };
  },
  read(answer) {
    const thread = at(answer.json(), "thread");
    const post = at(thread, "post");
    const text = at(post, "record", "text");
    if (textAt(thread, "$type") !== THREAD || typeof text !== "string") return null;
    // The author asks not to be shown to people who are not signed in.
    if (listAt(post, "author", "labels").some((label) => textAt(label, "val") === "!no-unauthenticated")) return null;
    const { image, images } = blueskyEmbed(at(post, "embed"));
    const author = nameOf(post);
    const own = ownPosts(thread, post);
    const others = listAt(thread, "replies")
      .filter((reply) => textAt(reply, "$type") === THREAD && didOf(at(reply, "post")) !== didOf(post))
      .toSorted((a, b) => numberAt(b, "post", "likeCount") - numberAt(a, "post", "likeCount"))
      .slice(0, MAX_COMMENTS);
    return {
      siteName: "Bluesky",
      title: titleFrom(text, `Post by ${author}`),
      author,
      description: text,
      publishedAt: at(post, "record", "createdAt"),
      language: at(post, "record", "langs", 0),
      image: image ?? images[0],
      html:
        own.map((one) => htmlOf(one)).join("") +
        section(
          "Replies",
          others.map((reply) => comment(nameOf(at(reply, "post")), htmlOf(at(reply, "post")))),
        ),
    };
  },
};

/** The post and what its author wrote on below it, one post under the other. */
function ownPosts(thread: unknown, post: unknown): unknown[] {
  const posts = [post];
  let last = thread;
  while (posts.length < MAX_OWN_POSTS) {
    const next = listAt(last, "replies").find(
      (reply) => textAt(reply, "$type") === THREAD && didOf(at(reply, "post")) === didOf(post),
    );
    if (next === undefined) break;
    posts.push(at(next, "post"));
    last = next;
  }
  return posts;
}

function htmlOf(post: unknown): string {
  const text = blueskyText(textAt(post, "record", "text"), listAt(post, "record", "facets"));
  return text + blueskyEmbed(at(post, "embed")).html;
}

function nameOf(post: unknown): string {
  const handle = textAt(post, "author", "handle");
  const name = textAt(post, "author", "displayName").trim();
  return name === "" ? `@${handle}` : `${name} (@${handle})`;
}

function didOf(post: unknown): string {
  return textAt(post, "author", "did");
}
