/** Written in by the build: the addresses of the page's own files, and a hash over their contents. */
declare const __SHELL__: readonly string[];
declare const __SHELL_VERSION__: string;

const PREFIX = "shell-";
const CACHE = PREFIX + __SHELL_VERSION__;
const FILES: ReadonlySet<string> = new Set(__SHELL__);
/** The page finds out by itself which of its views is meant. */
const VIEW = /^\/(?:|welcome|phone|item\/[^/]+|wall\/[^/]+|settings(?:\/[^/]+)?)$/;
export const LANDING = "/share-target";

/** Fetches every file of this version; one that is missing fails the whole, and the old version stays. */
export async function fetchShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES].map((file) => new Request(file, { cache: "reload" })));
}

export async function forgetOldShells(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
}

/** The file of this version that answers a request, or null when none does. All of a version fits together. */
export function shellFileFor(request: Request, { pathname }: URL): string | null {
  if (request.mode === "navigate") return VIEW.test(pathname) ? "/" : pathname === LANDING ? LANDING : null;
  return FILES.has(pathname) ? pathname : null;
}

export async function shellAnswer(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? (await fetch(request));
}
