import { first, type UrlSite, withoutEnding } from "./url-site.ts";

/** What is read and looked up. */
export const READING: readonly UrlSite[] = [
  {
    hosts: [
      ...[
        ".wikipedia.org",
        ".wiktionary.org",
        ".wikivoyage.org",
        ".wikisource.org",
        ".wikiquote.org",
        ".wikibooks.org",
      ],
      ...[".wikinews.org", ".wikiversity.org", ".wikimedia.org", ".wikidata.org", "wikidata.org", "mediawiki.org"],
    ],
    ignored: ["wprov", "useskin", "mobileaction", "useformat", "veaction"],
    page: (url) => {
      const host = url.hostname.replace(/\.m\.(?=[a-z]+\.org$)/, ".");
      const asked =
        /^\/w(?:iki)?\/index\.php$|^\/w\/?$/.test(url.pathname) && [...url.searchParams.keys()].length === 1
          ? url.searchParams.get("title")
          : null;
      if (asked === null && !url.pathname.startsWith("/wiki/")) return `${host}${url.pathname}${url.search}`;
      const title = (asked === null ? url.pathname.slice("/wiki/".length) : encodedTitle(asked)).replace(/%20/g, "_");
      // https://en.wikipedia.org/wiki/Wikipedia:Naming_conventions_(technical_restrictions): the first letter is large.
      const named = host.endsWith(".wikipedia.org") ? title.replace(/^[a-z]/, (letter) => letter.toUpperCase()) : title;
      return `${host}/wiki/${named}${asked === null ? url.search : ""}`;
    },
  },
  {
    hosts: [
      ...[
        "stackoverflow.com",
        "superuser.com",
        "serverfault.com",
        "askubuntu.com",
        "mathoverflow.net",
        "stackapps.com",
      ],
      ...[".stackexchange.com", ".stackoverflow.com"],
    ],
    ignored: ["noredirect", "lq", "rq", "r"],
    page: (url) => {
      const answer = first(url.pathname, /^\/(?:a|questions\/\d+\/[^/]+)\/(\d+)(?:\/\d+)?$/);
      if (answer !== null) return `${url.hostname}/a/${answer}`;
      const question = first(url.pathname, /^\/(?:q|questions)\/(\d+)(?:\/[^/]*)?$/);
      return question === null ? null : `${url.hostname}/q/${question}`;
    },
  },
  {
    hosts: ["github.com", "gist.github.com"],
    ignored: ["tab", "ref", "plain"],
    page: (url) => {
      if (url.hostname === "gist.github.com") {
        const gist = first(url.pathname, /^\/(?:[\w-]+\/)?([\da-f]{20,40})$/);
        return gist === null ? null : `gist.github.com/${gist}`;
      }
      const [, account, name, rest = ""] = /^\/([\w-]+)\/([\w.-]+)(\/.*)?$/.exec(url.pathname) ?? [];
      if (account === undefined || name === undefined) return null;
      // One row of numbers serves both, and each leads to the other.
      const path = rest.replace(/^\/pull\/(?=\d+$)/, "/issues/");
      return `github.com/${account.toLowerCase()}/${withoutEnding(name.toLowerCase(), ".git")}${path}${url.search}`;
    },
  },
  {
    hosts: ["medium.com", ".medium.com"],
    ignored: ["source", "sk", "gi"],
    page: (url) => {
      const post = first(url.pathname, /^\/(?:(?:[^/]+\/)?[^/]*-|p\/)([\da-f]{10,12})$/);
      return post === null ? null : `medium.com/p/${post}`;
    },
  },
  {
    hosts: [".substack.com"],
    ignored: ["r", "s", "showwelcome", "isfreemail", "publication_id", "post_id", "triedredirect", "token"],
  },
  {
    hosts: ["arxiv.org", "export.arxiv.org"],
    page: (url) =>
      `arxiv.org${url.pathname.startsWith("/pdf/") ? withoutEnding(url.pathname, ".pdf") : url.pathname}${url.search}`,
  },
  // https://www.doi.org/doi-handbook/HTML/case-sensitivity.html
  { hosts: ["doi.org", "dx.doi.org"], page: (url) => `doi.org${url.pathname.toLowerCase()}` },
  {
    hosts: ["nytimes.com"],
    ignored: ["smid", "smtyp", "unlocked_article_code", "partner", "emc", "referringsource", "sgrp"],
  },
  {
    hosts: ["bbc.com", "bbc.co.uk"],
    ignored: [
      ...["at_medium", "at_campaign", "at_link_id", "at_link_type", "at_link_origin", "at_ptr_name", "at_format"],
      ...[
        "at_bbc_team",
        "at_campaign_type",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "ns_linkname",
        "ns_fee",
        "ocid",
      ],
    ],
  },
  { hosts: ["theguardian.com"], ignored: ["cmp"] },
  { hosts: ["washingtonpost.com"], ignored: ["tid", "pwapi_token", "itid"] },
  {
    hosts: ["wsj.com", "ft.com", "economist.com", "bloomberg.com"],
    ignored: ["reflink", "st", "mod", "sharetype", "srnd", "leadsource"],
  },
  { hosts: [".blogspot.com"], ignored: ["m"] },
  {
    hosts: ["docs.google.com", "drive.google.com"],
    ignored: ["usp", "ouid", "rtpof", "sd", "resourcekey", "authuser"],
    page: (url) => {
      const [, kind, id] =
        /^\/(?:u\/\d+\/|a\/[\w.-]+\/)?(document|spreadsheets|presentation|file|drawings)(?:\/u\/\d+)?\/d\/([\w-]{20,})(?:\/(?:edit|view|preview|mobilebasic|htmlview))?$/.exec(
          url.pathname,
        ) ?? [];
      return id === undefined ? null : `${url.hostname}/${kind}/d/${id}`;
    },
  },
];

/** As a browser writes it into a path. */
function encodedTitle(title: string): string {
  const url = new URL("https://wiki.example/");
  url.pathname = `/${title.replaceAll("%", "%25").replaceAll("\\", "%5C")}`;
  return url.pathname.slice(1);
}
