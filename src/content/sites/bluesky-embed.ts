import { at, listAt, textAt } from "./json-at.ts";
import { comment, link, paragraphs, picture } from "./markup.ts";

export interface BlueskyEmbed {
  readonly html: string;
  /** The picture of a video or of a linked page. */
  readonly image: string | null;
  readonly images: readonly string[];
}

/** Bluesky takes four. */
const MAX_IMAGES = 10;

/** What hangs below a post (https://docs.bsky.app/docs/advanced-guides/posts#embeds): pictures, a video, a page, a post. */
export function blueskyEmbed(embed: unknown): BlueskyEmbed {
  switch (textAt(embed, "$type")) {
    case "app.bsky.embed.images#view": {
      const shown = listAt(embed, "images").slice(0, MAX_IMAGES);
      return {
        html: shown.map((image) => picture(textAt(image, "fullsize"), textAt(image, "alt"))).join(""),
        image: null,
        images: shown.map((image) => textAt(image, "fullsize")),
      };
    }
    case "app.bsky.embed.video#view":
      return {
        html: paragraphs(textAt(embed, "alt")),
        image: textAt(embed, "thumbnail") || null,
        images: [],
      };
    case "app.bsky.embed.external#view": {
      const page = at(embed, "external");
      const address = textAt(page, "uri");
      return {
        html: `<p>${link(address, textAt(page, "title") || address)}</p>${paragraphs(textAt(page, "description"))}`,
        image: textAt(page, "thumb") || null,
        images: [],
      };
    }
    case "app.bsky.embed.record#view":
      return { html: quoted(at(embed, "record")), image: null, images: [] };
    case "app.bsky.embed.recordWithMedia#view": {
      const media = blueskyEmbed(onlyMedia(at(embed, "media")));
      return { ...media, html: media.html + quoted(at(embed, "record", "record")) };
    }
    default:
      return { html: "", image: null, images: [] };
  }
}

/** Media within media within media is nobody's post. */
function onlyMedia(embed: unknown): unknown {
  return /^app\.bsky\.embed\.(?:images|video|external)#view$/.test(textAt(embed, "$type")) ? embed : undefined;
}

function quoted(record: unknown): string {
  if (textAt(record, "$type") !== "app.bsky.embed.record#viewRecord") return "";
  const author = textAt(record, "author", "displayName") || textAt(record, "author", "handle");
  return comment(author, paragraphs(textAt(record, "value", "text")));
}
