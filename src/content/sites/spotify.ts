import { oEmbedRequest, readOEmbed } from "./oembed.ts";
import type { Site } from "./site.ts";

/** https://developer.spotify.com/documentation/embeds/reference/oembed: title and cover of whatever can be played. */
export const spotify: Site = {
  name: "spotify",
  request({ identity }) {
    return /^open\.spotify\.com\/(?:track|album|artist|playlist|episode|show)\/\w{1,40}$/.test(identity)
      ? oEmbedRequest("https://open.spotify.com/oembed", `https://${identity}`)
      : null;
  },
  read: (answer) => readOEmbed(answer, "Spotify"),
};
