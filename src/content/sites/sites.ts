import { identifyUrl } from "../../core/url-identity.ts";
import { arxiv } from "./arxiv.ts";
import { bluesky } from "./bluesky.ts";
import { github } from "./github.ts";
import { hackerNews } from "./hacker-news.ts";
import { mastodon } from "./mastodon.ts";
import { reddit } from "./reddit.ts";
import type { Site, SitePage, SiteRequest } from "./site.ts";
import { spotify } from "./spotify.ts";
import { stackExchange } from "./stack-exchange.ts";
import { vimeo } from "./vimeo.ts";
import { wikipedia } from "./wikipedia.ts";
import { x } from "./x.ts";
import { youtube } from "./youtube.ts";

/** Every site there is a hand for. Mastodon goes last: it knows addresses by their path alone, on any host. */
const SITES: readonly Site[] = [
  youtube,
  vimeo,
  x,
  bluesky,
  reddit,
  hackerNews,
  github,
  arxiv,
  wikipedia,
  stackExchange,
  spotify,
  mastodon,
];

/** What to ask instead of a page, and which site reads the answer; null when the page itself is the best there is. */
export function siteRequest(address: string): { site: string; request: SiteRequest } | null {
  const page = sitePage(address);
  if (page === null) return null;
  for (const site of SITES) {
    const request = site.request(page);
    if (request !== null) return { site: site.name, request };
  }
  return null;
}

/** A site by its name; null when there is none. */
export function siteNamed(name: string): Site | null {
  return SITES.find((site) => site.name === name) ?? null;
}

/** An address as sites look at it. */
export function sitePage(address: string): SitePage | null {
  const identified = identifyUrl(address);
  return "problem" in identified ? null : { url: new URL(identified.address), identity: identified.identity };
}
