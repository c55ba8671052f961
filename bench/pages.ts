import { startChild } from "./child.ts";

/** Sites on the loopback, a port each, whose every path is a page of 100 KB. They run in a process of their own. */
export interface PageSites {
  /** For `FETCH_ALLOW_HOSTS`. */
  readonly hosts: string;
  /** The address of a page that nobody was given before, on the sites in turn. */
  next(): string;
  close(): Promise<void>;
}

/** The product asks one site for two pages at a time; more sites than that keep every place of a lane busy. */
const SITES = 8;

export async function openPageSites(): Promise<PageSites> {
  const child = await startChild<{ origins: string[] }>(new URL("./pages-process.ts", import.meta.url), {
    args: [String(SITES)],
  });
  const { origins } = child.ready;
  let pages = 0;
  return {
    hosts: origins.map((origin) => new URL(origin).host).join(),
    next: () => `${origins[pages % origins.length]}/essay-${++pages}`,
    close: () => child.stop(),
  };
}
