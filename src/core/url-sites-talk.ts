import { first, type UrlSite } from "./url-site.ts";

/** Where people talk. */
export const TALK: readonly UrlSite[] = [
  {
    hosts: [
      ...["x.com", "twitter.com", "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "twittpr.com"],
      ...["xcancel.com", "nitter.net", "nitter.poast.org", "nitter.privacydev.net", "nitter.tiekoetter.com"],
    ],
    ignored: ["s", "t", "lang", "cn", "cxt", "ref"],
    page: (url) => {
      const post = first(url.pathname, /^\/(?:i\/web|i|\w{1,20})\/status(?:es)?\/(\d+)(?:\/(?:photo|video)\/\d+)?$/);
      if (post !== null) return `x.com/i/status/${post}`;
      const person = first(url.pathname, /^\/(\w{1,20})$/);
      if (person === null || /^(?:search|home|explore|i|share|intent|settings|login|tos|privacy|about)$/i.test(person))
        return `x.com${url.pathname}${url.search}`;
      return `x.com/${person.toLowerCase()}${url.search}`;
    },
  },
  {
    hosts: [
      ...["reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "sh.reddit.com", "i.reddit.com"],
      ...["ssl.reddit.com", "en.reddit.com", "us.reddit.com", "redd.it"],
    ],
    ignored: ["share_id", "rdt", "context", "ref", "ref_source", "st", "sh", "correlation_id", "$deep_link"],
    page: (url) => {
      const short = url.hostname === "redd.it" ? first(url.pathname, /^\/(\w+)$/) : null;
      if (short !== null) return `reddit.com/comments/${short.toLowerCase()}`;
      const gallery = first(url.pathname, /^\/(?:gallery|tb)\/(\w+)$/);
      if (gallery !== null) return `reddit.com/comments/${gallery.toLowerCase()}`;
      const thread = /^(?:\/(?:r|u|user)\/[\w-]+)?\/comments\/(\w+)(?:\/[^/]*(?:\/(\w+))?)?$/i.exec(url.pathname);
      if (thread !== null) {
        const [, post = "", reply] = thread;
        return `reddit.com/comments/${post}${reply === undefined ? "" : `/_/${reply}`}`.toLowerCase();
      }
      const group = first(url.pathname, /^\/r\/(\w+)$/i);
      if (group !== null) return `reddit.com/r/${group.toLowerCase()}${url.search}`;
      const person = first(url.pathname, /^\/(?:u|user)\/([\w-]+)$/);
      if (person !== null) return `reddit.com/user/${person.toLowerCase()}${url.search}`;
      return url.hostname === "redd.it" ? null : `reddit.com${url.pathname}${url.search}`;
    },
  },
  {
    hosts: ["instagram.com", "instagr.am"],
    ignored: ["img_index", "hl", "taken-by", "theme"],
    page: (url) => {
      const post = first(url.pathname, /^\/(?:[\w.]+\/)?(?:p|reel|reels|tv)\/([\w-]+)(?:\/embed(?:\/captioned)?)?$/);
      return post === null ? null : `instagram.com/p/${post}`;
    },
  },
  {
    hosts: ["threads.com", "threads.net"],
    ignored: ["xmt", "hl"],
    page: (url) => {
      const post = first(url.pathname, /^\/(?:@[\w.]+\/post|t)\/([\w-]+)$/);
      return post === null ? `threads.com${url.pathname}${url.search}` : `threads.com/t/${post}`;
    },
  },
  {
    hosts: ["tiktok.com"],
    ignored: ["_r", "_t", "is_from_webapp", "sender_device", "is_copy_url", "web_id", "q", "lang", "refer"],
    page: (url) => {
      const video = first(url.pathname, /^\/(?:(?:@[\w.-]*|embed|share)\/)?(?:video|v2|v|photo)\/(\d+)(?:\.html)?$/);
      return video === null ? null : `tiktok.com/video/${video}`;
    },
  },
  {
    hosts: ["facebook.com", "web.facebook.com", "touch.facebook.com", "mbasic.facebook.com"],
    ignored: [
      ...["mibextid", "rdid", "share_url", "__tn__", "__cft__", "__cft__[0]", "__xts__", "__xts__[0]", "sfnsn"],
      ...[
        "_rdr",
        "_rdc",
        "paipv",
        "eav",
        "ref",
        "refid",
        "fref",
        "hc_ref",
        "hc_location",
        "comment_tracking",
        "locale",
      ],
    ],
    page: (url) => `facebook.com${url.pathname}${url.search}`,
  },
  { hosts: ["linkedin.com"], ignored: ["trk", "trackingid", "lipi", "refid", "originalsubdomain", "rcm"] },
  {
    hosts: ["bsky.app"],
    page: (url) => {
      const [, person, post] = /^\/profile\/([\w.:-]+)(?:\/post\/([\w.~:-]+))?$/.exec(url.pathname) ?? [];
      if (person === undefined) return null;
      return `bsky.app/profile/${person.toLowerCase()}${post === undefined ? "" : `/post/${post}`}`;
    },
  },
  {
    hosts: ["news.ycombinator.com"],
    page: (url) => {
      const item = url.searchParams.get("id");
      return url.pathname === "/item" && item && /^\d+$/.test(item) ? `news.ycombinator.com/item?id=${item}` : null;
    },
  },
  { hosts: ["producthunt.com", "ycombinator.com", "indiehackers.com"], ignored: ["ref"] },
  { hosts: ["pinterest.com"], ignored: ["rs", "sender", "invite_code", "nic_v3"] },
  {
    hosts: ["t.me", "telegram.me"],
    ignored: ["single", "embed"],
    page: (url) => {
      const [, channel, post] = /^\/(?:s\/)?(\w{4,40})(?:\/(\d+))?$/.exec(url.pathname) ?? [];
      return channel === undefined || /^(?:joinchat|share|proxy|addstickers)$/i.test(channel)
        ? null
        : `t.me/${channel.toLowerCase()}${post === undefined ? "" : `/${post}`}`;
    },
  },
];
