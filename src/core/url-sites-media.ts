import { first, type UrlSite } from "./url-site.ts";

/** What is watched and heard. */
export const MEDIA: readonly UrlSite[] = [
  {
    hosts: ["youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com", "gaming.youtube.com"],
    ignored: ["si", "feature", "pp", "ab_channel", "app", "cbrd", "ucbcb", "persist_app"],
    page: (url) => {
      const video = videoOf(url);
      if (video !== null) return `youtube.com/watch?v=${video}`;
      const list = url.searchParams.get("list");
      if (list && /^[\w-]+$/.test(list) && /^\/(?:playlist|embed\/videoseries|watch|embed)$/.test(url.pathname))
        return `youtube.com/playlist?list=${list}`;
      const channel = first(url.pathname, /^\/(@[^/]{1,100}?)(?:\/featured)?$/);
      if (channel !== null) return `youtube.com/${channel.toLowerCase()}`;
      return /^(?:youtube\.com|youtube-nocookie\.com)$/.test(url.hostname)
        ? `youtube.com${url.pathname}${url.search}`
        : null;
    },
  },
  {
    hosts: ["vimeo.com", "player.vimeo.com"],
    ignored: ["share", "fl", "fe"],
    page: (url) => {
      const [, video, own] =
        (url.hostname === "vimeo.com"
          ? /^\/(?:channels\/[\w-]+\/|groups\/[\w-]+\/videos\/|showcase\/\d+\/video\/)?(\d+)(?:\/([\da-z]{8,12}))?$/
          : /^\/video\/(\d+)$/
        ).exec(url.pathname) ?? [];
      const secret = own ?? url.searchParams.get("h");
      return video === undefined ? null : `vimeo.com/${video}${secret && /^\w+$/.test(secret) ? `/${secret}` : ""}`;
    },
  },
  {
    hosts: ["dailymotion.com", "dai.ly"],
    page: (url) => {
      const video = first(
        url.pathname,
        url.hostname === "dai.ly" ? /^\/(\w+)$/ : /^\/(?:embed\/)?video\/([a-z\d]+)(?:_[^/]*)?$/,
      );
      return video === null ? null : `dailymotion.com/video/${video}`;
    },
  },
  {
    hosts: ["twitch.tv", "clips.twitch.tv"],
    ignored: ["tt_content", "tt_medium", "sr"],
    page: (url) => {
      const clip = first(
        url.pathname,
        url.hostname === "twitch.tv" ? /^\/(?:\w+\/)?clip\/([\w-]+)$/ : /^\/(?!embed$)([\w-]+)$/,
      );
      if (clip !== null) return `twitch.tv/clip/${clip}`;
      const video = first(url.pathname, /^\/(?:videos|\w+\/v(?:ideo)?)\/(\d+)$/);
      return video === null ? null : `twitch.tv/videos/${video}`;
    },
  },
  {
    hosts: ["open.spotify.com", "play.spotify.com"],
    ignored: ["si", "context", "pt", "dl_branch", "nd", "go", "sp_cid", "dlsi", "flow_ctx"],
    page: (url) => {
      const [, kind, id] =
        /^\/(?:intl-[\w-]+\/)?(?:embed\/)?(?:user\/[^/]+\/)?(track|album|artist|playlist|episode|show)\/(\w+)$/.exec(
          url.pathname,
        ) ?? [];
      return id === undefined ? null : `open.spotify.com/${kind}/${id}`;
    },
  },
  { hosts: ["soundcloud.com"], ignored: ["si", "in", "ref", "p", "c", "id"] },
  {
    hosts: ["music.apple.com", "podcasts.apple.com", "apps.apple.com"],
    ignored: ["itsct", "itscg", "ls", "mt", "at", "ct", "uo"],
  },
  {
    hosts: ["imdb.com"],
    ignored: ["ref_", "pf_rd_m", "pf_rd_p"],
    page: (url) => {
      const [, kind, id] = /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(title|name)\/((?:tt|nm)\d+)$/i.exec(url.pathname) ?? [];
      return id === undefined ? null : `imdb.com/${kind}/${id}`.toLowerCase();
    },
  },
];

function videoOf(url: URL): string | null {
  const path =
    url.hostname === "youtu.be"
      ? first(url.pathname, /^\/([\w-]{6,20})$/)
      : first(url.pathname, /^\/(?:shorts|embed|live|v|e|watch)\/([\w-]{6,20})$/);
  if (path !== null) return path === "videoseries" ? null : path;
  if (url.pathname === "/attribution_link")
    return first(url.searchParams.get("u") ?? "", /^\/watch\?v=([\w-]{6,20})(?:&|$)/);
  const asked = url.pathname === "/watch" ? url.searchParams.get("v") : null;
  return asked && /^[\w-]{6,20}$/.test(asked) ? asked : null;
}
