/**
 * What a single site says twice: several addresses for one page, parameters that only follow people, redirectors that
 * wrap the address of another site. One entry a site; the general rules are in `url-identity.ts`.
 *
 * An entry may only join addresses that surely show the same thing. Two items for one page are a nuisance; one item
 * for two pages loses what a person shared.
 */
export interface UrlSite {
  /** Without `www.`, `m.`, `mobile.`, `amp.`. An entry starting with a dot holds for every host below it too. */
  readonly hosts: readonly string[];
  /** Parameters that do not change what is shown here, in lower case. */
  readonly ignored?: readonly string[];
  /**
   * The host and path (and query) under which the page is known, or null when this address has no other spelling. It
   * gets the address with its query and path in one spelling already, and must know its own answer again.
   */
  readonly page?: (url: URL) => string | null;
  /** The address that a redirector of this site leads to, or null. */
  readonly wrapped?: (url: URL) => string | null;
}

export function first(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}

/** The text without an ending, however often it stands there. */
export function withoutEnding(text: string, ending: string): string {
  let end = text.length;
  while (end > ending.length && text.startsWith(ending, end - ending.length)) end -= ending.length;
  return text.slice(0, end);
}

/** The address in one of these parameters, for paths that are redirectors. */
export function parameter(path: RegExp, ...names: readonly string[]): (url: URL) => string | null {
  return (url) => {
    if (!path.test(url.pathname)) return null;
    for (const name of names) {
      const value = url.searchParams.get(name);
      if (value && /^https?:\/\//i.test(value)) return value;
    }
    return null;
  };
}

/** AMP viewers and caches carry the page's address as their path, `s/` for https. */
export function ampPath(url: URL, path: RegExp): string | null {
  const [, secure, rest] = path.exec(url.pathname) ?? [];
  return rest?.includes(".") ? `${secure ? "https" : "http"}://${rest}${url.search}` : null;
}

export function countries(name: string, endings: string): string[] {
  return endings.split(" ").map((ending) => `${name}.${ending}`);
}
