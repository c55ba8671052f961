const NOWHERE = "https://here.invalid";

/**
 * Where somebody comes back to after a way elsewhere: a path of this server, or the front. What a browser would read as an
 * address of another host (`//host`, `/\host`, a scheme, tabs in between) is never a path.
 */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || !asked.startsWith("/") || !URL.canParse(asked, NOWHERE)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, NOWHERE);
  // Dots are taken out on the way, and what is left may begin with two slashes.
  if (origin !== NOWHERE || pathname.startsWith("//") || pathname.startsWith("/api/")) return "/";
  return `${pathname}${search}${hash}`;
}
