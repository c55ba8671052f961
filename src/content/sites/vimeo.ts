import { at, textAt } from "./json-at.ts";
import { paragraphs } from "./markup.ts";
import { oEmbedRequest, readOEmbed } from "./oembed.ts";
import type { Site } from "./site.ts";

/** https://developer.vimeo.com/api/oembed/videos: besides oEmbed's own fields description, duration and date. */
export const vimeo: Site = {
  name: "vimeo",
  request({ identity }) {
    const video = /^vimeo\.com\/(\d{1,15}(?:\/\w{6,20})?)$/.exec(identity)?.[1];
    return video === undefined
      ? null
      : oEmbedRequest("https://vimeo.com/api/oembed.json", `https://vimeo.com/${video}`);
  },
  read(answer) {
    const post = readOEmbed(answer, "Vimeo");
    if (post === null) return null;
    const said = answer.json();
    const description = textAt(said, "description");
    return {
      ...post,
      description,
      publishedAt: at(said, "upload_date"),
      durationSeconds: at(said, "duration"),
      html: paragraphs(description),
    };
  },
};
