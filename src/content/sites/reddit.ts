import { at, listAt, numberAt, textAt } from "./json-at.ts";
import { comment, link, picture, section } from "./markup.ts";
import { JSON_ONLY, MAX_COMMENT_DEPTH, MAX_COMMENTS, type Site } from "./site.ts";

const MAX_GALLERY = 20;

/**
 * A thread as JSON: two listings, the post and its comments (https://www.reddit.com/dev/api#GET_comments_{article},
 * shapes: https://github.com/reddit-archive/reddit/wiki/JSON). `raw_json=1` leaves `<` and `&` in texts as they are.
 */
export const reddit: Site = {
  name: "reddit",
  request({ identity }) {
    const [, post, reply] = /^reddit\.com\/comments\/(\w{1,12})(?:\/_\/(\w{1,12}))?$/.exec(identity) ?? [];
    if (post === undefined) return null;
    const asked = new URL(`https://www.reddit.com/comments/${post}${reply === undefined ? "" : `/_/${reply}`}.json`);
    asked.searchParams.set("raw_json", "1");
    asked.searchParams.set("sort", "top");
    asked.searchParams.set("limit", String(MAX_COMMENTS));
    asked.searchParams.set("depth", String(MAX_COMMENT_DEPTH));
    return { url: asked.href, accept: JSON_ONLY };
  },
  read(answer) {
    const [posts, comments] = listAt(answer.json());
    const post = at(
      listAt(posts, "data", "children").find((thing) => textAt(thing, "kind") === "t3"),
      "data",
    );
    const title = textAt(post, "title");
    if (title === "") return null;
    const reply = /\/_\/(\w+)$/.exec(answer.identity)?.[1];
    const things = listAt(comments, "data", "children");
    const meant = at(things[0], "data");
    const isReply = reply !== undefined && textAt(meant, "id") === reply;
    const left = { count: MAX_COMMENTS };
    return {
      siteName: "Reddit",
      title: isReply ? `${textAt(meant, "author")} on: ${title}` : title,
      author: at(isReply ? meant : post, "author"),
      description: textAt(isReply ? meant : post, isReply ? "body" : "selftext"),
      publishedAt: at(isReply ? meant : post, "created_utc"),
      image: imageOf(post),
      keywords: [textAt(post, "subreddit_name_prefixed")],
      html: bodyOf(post) + section("Comments", threadOf(things, left, 1)),
    };
  },
};

function bodyOf(post: unknown): string {
  const target = textAt(post, "url_overridden_by_dest");
  const gallery = listAt(post, "gallery_data", "items")
    .slice(0, MAX_GALLERY)
    .map((item) =>
      picture(textAt(post, "media_metadata", textAt(item, "media_id"), "s", "u"), textAt(item, "caption")),
    );
  return `${textAt(post, "selftext_html")}${gallery.join("")}${target === "" ? "" : `<p>${link(target, target)}</p>`}`;
}

/** Of posts that Reddit marks as not for everybody no picture is shown. */
function imageOf(post: unknown): unknown {
  if (at(post, "over_18") === true || at(post, "spoiler") === true) return null;
  const gallery = textAt(post, "gallery_data", "items", 0, "media_id");
  return at(post, "preview", "images", 0, "source", "url") ?? at(post, "media_metadata", gallery, "s", "u");
}

function threadOf(things: readonly unknown[], left: { count: number }, depth: number): string[] {
  return things
    .filter((thing) => textAt(thing, "kind") === "t1")
    .map((thing) => at(thing, "data"))
    .filter((said) => at(said, "stickied") !== true && textAt(said, "body") !== "[deleted]")
    .toSorted((a, b) => numberAt(b, "score") - numberAt(a, "score"))
    .map((said) => {
      if (left.count-- <= 0) return "";
      const below = depth < MAX_COMMENT_DEPTH ? listAt(said, "replies", "data", "children") : [];
      return comment(textAt(said, "author"), textAt(said, "body_html") + threadOf(below, left, depth + 1).join(""));
    });
}
