import { INNER_REDIRECTORS, REDIRECTORS } from "./url-redirectors.ts";
import type { UrlSite } from "./url-site.ts";
import { MEDIA } from "./url-sites-media.ts";
import { READING } from "./url-sites-reading.ts";
import { SHOPS } from "./url-sites-shops.ts";
import { TALK } from "./url-sites-talk.ts";

/** Every site that is known by name. */
const SITES: readonly UrlSite[] = [...TALK, ...MEDIA, ...READING, ...SHOPS, ...REDIRECTORS];

const byHost = new Map(SITES.flatMap((site) => site.hosts.map((host) => [host, site] as const)));

/** The entry of a host as given without `www.` and its like. */
export function siteOf(host: string): UrlSite | null {
  const exact = byHost.get(host);
  if (exact) return exact;
  for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
    const above = byHost.get(host.slice(dot));
    if (above) return above;
  }
  return null;
}

/** Whether some of a host's addresses only lead to others. */
export function isRedirector(host: string): boolean {
  return siteOf(host)?.wrapped !== undefined || Object.hasOwn(INNER_REDIRECTORS, host);
}

/** The address that a redirector leads to, or null when this is none. `host` without `www.` and its like. */
export function wrappedIn(url: URL, host: string): string | null {
  return (
    siteOf(host)?.wrapped?.(url) ??
    (Object.hasOwn(INNER_REDIRECTORS, host) ? INNER_REDIRECTORS[host]?.(url) : null) ??
    null
  );
}

/**
 * Hosts below which every name belongs to somebody else, and countries' second levels, where `m.`, `mobile.` and `amp.`
 * are names like any other.
 */
const OTHER_PEOPLES =
  /^(?:(?:com?|org|net|gov|edu|ac|or|ne|go|gob|gouv|mil|nom|gen|web|in|sch|ltd|plc|me|info|biz|id)\.[a-z]{2}|github\.io|gitlab\.io|codeberg\.page|pages\.dev|workers\.dev|netlify\.app|vercel\.app|web\.app|firebaseapp\.com|herokuapp\.com|onrender\.com|fly\.dev|blogspot\.com|wordpress\.com|tumblr\.com|substack\.com|neocities\.org|glitch\.me|surge\.sh|notion\.site|bandcamp\.com|itch\.io|wixsite\.com|weebly\.com|livejournal\.com|fandom\.com)$/;

/** Whether the names right below a host belong to different people. */
export function isSharedHost(host: string): boolean {
  return OTHER_PEOPLES.test(host);
}
