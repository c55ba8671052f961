import { oEmbedRequest, readOEmbed } from "./oembed.ts";
import type { Site } from "./site.ts";

/**
 * YouTube's pages are a megabyte of script, and in some countries a consent form; its oEmbed endpoint
 * (https://oembed.com/providers.json, "YouTube") knows title, channel and picture of videos and lists.
 */
export const youtube: Site = {
  name: "youtube",
  request({ identity }) {
    const thing = /^youtube\.com\/(watch\?v=[\w-]{6,20}|playlist\?list=[\w-]{2,80})$/.exec(identity)?.[1];
    return thing === undefined
      ? null
      : oEmbedRequest("https://www.youtube.com/oembed", `https://www.youtube.com/${thing}`);
  },
  read: (answer) => readOEmbed(answer, "YouTube"),
};
