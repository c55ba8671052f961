/**
 * What single sites say twice: several addresses for one page, parameters that only follow people, redirectors that
 * wrap the address of another site. One entry a site; the general rules are in `url-identity.ts`.
 *
 * An entry may only join addresses that surely show the same thing. Two items for one page are a nuisance; one item
 * for two pages loses what a person shared.
 */

export interface Site {
  /** Without `www.`, `m.`, `mobile.`, `amp.`. An entry starting with a dot holds for every host below it too. */
  readonly hosts: readonly string[];
  /** Parameters that do not change what is shown here. */
  readonly ignored?: readonly string[];
  /** The host and path (and query) under which the page is known, or null when this address has no other spelling. */
  readonly page?: (url: URL) => string | null;
  /** The address that a redirector of this site leads to, or null. */
  readonly wrapped?: (url: URL) => string | null;
}

export const SITES: readonly Site[] = [
  {
    hosts: ["youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"],
    ignored: ["si", "feature", "pp", "ab_channel", "app"],
    page: (url) => {
      const video =
        url.hostname === "youtu.be"
          ? first(url.pathname, /^\/([\w-]{6,20})\/?$/)
          : first(url.pathname, /^\/(?:shorts|embed|live|v|e)\/([\w-]{6,20})\/?$/);
      if (video !== null && video !== "videoseries") return `youtube.com/watch?v=${video}`;
      const asked = url.searchParams.get("v");
      if (/^\/watch\/?$/.test(url.pathname) && asked && /^[\w-]{6,20}$/.test(asked))
        return `youtube.com/watch?v=${asked}`;
      const list = url.searchParams.get("list");
      if (list && /^\/(?:playlist|embed\/videoseries)\/?$/.test(url.pathname))
        return `youtube.com/playlist?list=${list}`;
      return null;
    },
    wrapped: parameter(/^\/redirect$/, "q"),
  },
  {
    hosts: ["x.com", "twitter.com", "fxtwitter.com", "vxtwitter.com", "fixupx.com"],
    ignored: ["s", "t", "lang"],
    page: (url) => {
      const post = first(url.pathname, /^\/(?:i\/web|i|\w{1,20})\/status(?:es)?\/(\d+)(?:\/(?:photo|video)\/\d+)?\/?$/);
      if (post !== null) return `x.com/i/status/${post}`;
      const person = first(url.pathname, /^\/(\w{1,20})\/?$/);
      return person !== null && !/^(?:search|home|explore|i)$/i.test(person)
        ? `x.com/${person.toLowerCase()}${url.search}`
        : null;
    },
  },
  {
    hosts: ["reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "sh.reddit.com", "redd.it"],
    ignored: ["share_id", "rdt", "context", "ref", "ref_source", "st", "sh"],
    page: (url) => {
      const short = url.hostname === "redd.it" ? first(url.pathname, /^\/(\w+)\/?$/) : null;
      if (short !== null) return `reddit.com/comments/${short.toLowerCase()}`;
      const gallery = first(url.pathname, /^\/gallery\/(\w+)\/?$/);
      if (gallery !== null) return `reddit.com/comments/${gallery.toLowerCase()}`;
      const thread = /^(?:\/(?:r|u|user)\/[\w-]+)?\/comments\/(\w+)(?:\/[^/]*(?:\/(\w+))?)?\/?$/.exec(url.pathname);
      if (thread !== null) return ["reddit.com/comments", thread[1], thread[2]].filter(Boolean).join("/").toLowerCase();
      const group = first(url.pathname, /^\/r\/(\w+)\/?$/);
      if (group !== null) return `reddit.com/r/${group.toLowerCase()}${url.search}`;
      return url.hostname === "redd.it" ? null : `reddit.com${url.pathname.replace(/\/$/, "")}${url.search}`;
    },
    wrapped: parameter(/^\/media$/, "url"),
  },
  { hosts: ["out.reddit.com"], wrapped: parameter(/./, "url") },
  {
    hosts: ["open.spotify.com"],
    ignored: ["si", "context", "pt", "dl_branch", "nd", "go"],
    page: (url) => {
      const thing = /^\/(?:intl-[\w-]+\/)?(?:embed\/)?(track|album|artist|playlist|episode|show)\/(\w+)\/?$/.exec(
        url.pathname,
      );
      return thing === null ? null : `open.spotify.com/${thing[1]}/${thing[2]}`;
    },
  },
  {
    hosts: ["instagram.com", "instagr.am"],
    ignored: ["img_index", "hl", "taken-by"],
    page: (url) => {
      const post = first(url.pathname, /^\/(?:[\w.]+\/)?(?:p|reel|reels|tv)\/([\w-]+)\/?$/);
      return post === null ? null : `instagram.com/p/${post}`;
    },
  },
  { hosts: ["l.instagram.com"], wrapped: parameter(/./, "u") },
  {
    hosts: ["tiktok.com"],
    ignored: ["_r", "_t", "is_from_webapp", "sender_device", "is_copy_url", "web_id", "q"],
    page: (url) => {
      const video = first(url.pathname, /^\/(?:@[\w.]*|embed|share)\/(?:video|v2|photo)\/(\d+)\/?$/);
      return video === null ? null : `tiktok.com/video/${video}`;
    },
  },
  {
    hosts: ["facebook.com", "web.facebook.com", "touch.facebook.com", "l.facebook.com", "lm.facebook.com"],
    ignored: [
      "mibextid",
      "rdid",
      "share_url",
      "__tn__",
      "__cft__[0]",
      "__xts__[0]",
      "sfnsn",
      "_rdr",
      "paipv",
      "eav",
      "ref",
      "fref",
    ],
    page: (url) => (/^(?:web|touch)\./.test(url.hostname) ? `facebook.com${bare(url.pathname)}${url.search}` : null),
    wrapped: parameter(/^\/l\.php$/, "u"),
  },
  { hosts: ["linkedin.com"], ignored: ["trk", "trackingid", "lipi", "refid", "originalsubdomain", "rcm"] },
  { hosts: ["medium.com", ".medium.com"], ignored: ["source", "sk"] },
  {
    hosts: [".substack.com"],
    ignored: ["r", "s", "showwelcome", "isfreemail", "publication_id", "post_id", "triedredirect"],
  },
  {
    hosts: ["nytimes.com"],
    ignored: ["smid", "smtyp", "unlocked_article_code", "partner", "emc", "referringsource", "sgrp"],
  },
  {
    hosts: ["bbc.com", "bbc.co.uk"],
    ignored: [
      "at_medium",
      "at_campaign",
      "at_link_id",
      "at_link_type",
      "at_link_origin",
      "at_ptr_name",
      "at_format",
      "at_bbc_team",
    ],
  },
  { hosts: ["theguardian.com"], ignored: ["cmp"] },
  {
    hosts: [
      ".wikipedia.org",
      ".wiktionary.org",
      ".wikivoyage.org",
      ".wikisource.org",
      ".wikiquote.org",
      ".wikibooks.org",
    ],
    ignored: ["wprov", "useskin"],
    page: (url) => {
      const site = url.hostname.replace(/\.m\./, ".");
      const title =
        url.pathname === "/w/index.php" && [...url.searchParams.keys()].length === 1
          ? url.searchParams.get("title")
          : null;
      const path = title === null ? bare(url.pathname) : `/wiki/${encodeURIComponent(title.replace(/ /g, "_"))}`;
      return site === url.hostname && title === null ? null : `${site}${path}${title === null ? url.search : ""}`;
    },
  },
  {
    hosts: ["stackoverflow.com", "superuser.com", "serverfault.com", "askubuntu.com", ".stackexchange.com"],
    ignored: ["noredirect", "lq", "rq", "r"],
    page: (url) => {
      const answer = first(url.pathname, /^\/(?:a|questions\/\d+\/[^/]+)\/(\d+)(?:\/\d+)?\/?$/);
      if (answer !== null) return `${url.hostname}/a/${answer}`;
      const question = first(url.pathname, /^\/(?:q|questions)\/(\d+)(?:\/[^/]*)?\/?$/);
      return question === null ? null : `${url.hostname}/q/${question}`;
    },
  },
  {
    hosts: shops("amazon", "com co.uk de fr it es nl pl se com.be ca com.mx com.br com.au in co.jp sg ae sa eg com.tr"),
    ignored: [
      "ref",
      "tag",
      "linkcode",
      "psc",
      "th",
      "pd_rd_w",
      "pd_rd_r",
      "pd_rd_wg",
      "pf_rd_p",
      "pf_rd_r",
      "qid",
      "sr",
      "sprefix",
      "crid",
      "ref_",
    ],
    page: (url) => {
      const product = first(url.pathname, /\/(?:dp|gp\/product|gp\/aw\/d)\/([A-Za-z0-9]{10})(?:\/|$)/);
      return product === null ? null : `${url.hostname}/dp/${product.toUpperCase()}`;
    },
  },
  {
    hosts: shops("ebay", "com co.uk de fr it es nl pl ca com.au at ch ie"),
    page: (url) => {
      const thing = first(url.pathname, /^\/itm\/(?:[^/]+\/)?(\d{9,15})\/?$/);
      const variation = url.searchParams.get("var");
      return thing === null ? null : `${url.hostname}/itm/${thing}${variation ? `?var=${variation}` : ""}`;
    },
  },
  {
    hosts: ["aliexpress.com", ".aliexpress.com"],
    ignored: ["spm", "scm", "pvid", "algo_pvid", "algo_exp_id", "gatewayadapt"],
  },
  {
    hosts: ["etsy.com"],
    ignored: ["ref", "click_key", "click_sum", "ga_order", "ga_search_type", "organic_search_click"],
  },
  { hosts: ["imdb.com"], ignored: ["ref_", "pf_rd_m", "pf_rd_p"] },
  {
    hosts: ["vimeo.com", "player.vimeo.com"],
    ignored: ["share", "fl", "fe"],
    page: (url) => {
      const video = first(url.pathname, url.hostname === "vimeo.com" ? /^\/(\d+)\/?$/ : /^\/video\/(\d+)\/?$/);
      const secret = url.searchParams.get("h");
      return video === null ? null : `vimeo.com/${video}${secret ? `/${secret}` : ""}`;
    },
  },
  { hosts: ["docs.google.com", "drive.google.com"], ignored: ["usp", "ouid", "rtpof", "sd"] },
  { hosts: ["producthunt.com", "ycombinator.com"], ignored: ["ref"] },
  {
    hosts: shops("google", "com co.uk de fr it es nl pl ca com.au com.br co.jp co.in at ch be se fi dk no"),
    ignored: ["ved", "ei", "sa", "usg", "sxsrf", "gs_lcp", "gs_lcrp", "sclient", "oq", "aqs", "sourceid", "ie"],
    wrapped: (url) =>
      parameter(/^\/url$/, "q")(url) ?? parameter(/^\/url$/, "url")(url) ?? ampPath(url, /^\/amp\/(s\/)?(.+)$/),
  },
  { hosts: [".cdn.ampproject.org"], wrapped: (url) => ampPath(url, /^\/(?:[a-z]\/)(s\/)?(.+)$/) },
  { hosts: ["duckduckgo.com"], wrapped: parameter(/^\/l\/$/, "uddg") },
  { hosts: [".safelinks.protection.outlook.com"], wrapped: parameter(/./, "url") },
  { hosts: ["t.umblr.com"], wrapped: parameter(/^\/redirect$/, "z") },
];

/** The entry of a host as given without `www.` and its like. */
export function siteOf(host: string): Site | null {
  const exact = byHost.get(host);
  if (exact) return exact;
  for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
    const above = byHost.get(host.slice(dot));
    if (above) return above;
  }
  return null;
}

const byHost = new Map(SITES.flatMap((site) => site.hosts.map((host) => [host, site] as const)));

function first(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}

/** The address in a parameter, for paths that are redirectors. */
function parameter(path: RegExp, name: string): (url: URL) => string | null {
  return (url) => {
    const value = path.test(url.pathname) ? url.searchParams.get(name) : null;
    return value && /^https?:\/\//i.test(value) ? value : null;
  };
}

/** AMP viewers and caches carry the page's address as their path, `s/` for https. */
function ampPath(url: URL, path: RegExp): string | null {
  const [, secure, rest] = path.exec(url.pathname) ?? [];
  return rest?.includes(".") ? `${secure ? "https" : "http"}://${rest}${url.search}` : null;
}

function bare(path: string): string {
  return path.replace(/\/$/, "");
}

function shops(name: string, endings: string): string[] {
  return endings.split(" ").map((ending) => `${name}.${ending}`);
}
