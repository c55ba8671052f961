import { ampPath, countries, parameter, type UrlSite } from "./url-site.ts";

const GOOGLE =
  "com co.uk de fr it es nl pl ca com.au com.br co.jp co.in at ch be se fi dk no ie pt cz gr com.mx com.tr";

/** Addresses that only lead to another one, which stands in them. */
export const REDIRECTORS: readonly UrlSite[] = [
  {
    hosts: countries("google", GOOGLE),
    ignored: [
      ...[
        "ved",
        "ei",
        "sa",
        "usg",
        "sxsrf",
        "gs_lcp",
        "gs_lcrp",
        "sclient",
        "oq",
        "aqs",
        "sourceid",
        "ie",
        "client",
        "rlz",
      ],
      ...[
        "biw",
        "bih",
        "dpr",
        "uact",
        "iflsig",
        "sca_esv",
        "sca_upv",
        "sei",
        "fbs",
        "source",
        "cad",
        "rct",
        "esrc",
        "opi",
      ],
    ],
    wrapped: (url) =>
      parameter(/^\/(?:url|interstitial|imgres)$/, "q", "url", "imgrefurl")(url) ?? ampPath(url, /^\/amp\/(s\/)?(.+)$/),
  },
  {
    hosts: ["cdn.ampproject.org", ".cdn.ampproject.org"],
    wrapped: (url) => ampPath(url, /^\/(?:wp\/|[a-z]\/)(s\/)?(.+)$/),
  },
  { hosts: ["bing.com"], wrapped: (url) => ampPath(url, /^\/amp\/(s\/)?(.+)$/) },
  { hosts: ["duckduckgo.com"], wrapped: parameter(/^\/l\/?$/, "uddg") },
  { hosts: ["l.facebook.com", "lm.facebook.com", "l.messenger.com"], wrapped: parameter(/^\/l\.php$/, "u") },
  { hosts: ["l.instagram.com", "l.threads.com", "l.threads.net", "l.workplace.com"], wrapped: parameter(/^/, "u") },
  { hosts: ["l.wl.co"], wrapped: parameter(/^\/l$/, "u") },
  { hosts: ["out.reddit.com"], wrapped: parameter(/^/, "url") },
  { hosts: [".safelinks.protection.outlook.com"], wrapped: parameter(/^/, "url") },
  { hosts: ["statics.teams.cdn.office.net"], wrapped: parameter(/^\/evergreen-assets\/safelinks\//, "url") },
  { hosts: ["t.umblr.com"], wrapped: parameter(/^\/redirect$/, "z") },
  { hosts: ["slack-redir.net"], wrapped: parameter(/^\/link$/, "url") },
  { hosts: ["vk.com", "away.vk.com"], wrapped: parameter(/^\/away(?:\.php)?$/, "to") },
  { hosts: ["steamcommunity.com"], wrapped: parameter(/^\/linkfilter\/?$/, "u", "url") },
  { hosts: ["exit.sc", "gate.sc"], wrapped: parameter(/^\/$/, "url") },
  { hosts: ["getpocket.com"], wrapped: parameter(/^\/redirect$/, "url") },
];

/** Redirectors within sites that have pages of their own. */
export const INNER_REDIRECTORS: Readonly<Record<string, (url: URL) => string | null>> = {
  "youtube.com": parameter(/^\/redirect$/, "q"),
  "reddit.com": parameter(/^\/media$/, "url"),
  "facebook.com": parameter(/^\/(?:l|flx\/warn)(?:\.php|\/)?$/, "u"),
  "linkedin.com": parameter(/^\/(?:safety\/go|redir\/redirect)\/?$/, "url"),
};
