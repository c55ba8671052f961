import { hash } from "node:crypto";
import type { WallStanding } from "../../store/walls.ts";

/** Who may show a page in a frame. */
export type Guard = "nobody" | "anybody";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** The headers of a page for people without an account. Without a tag nobody keeps it. */
export function pageHeaders({
  guard,
  tag,
  isIndexed = false,
}: {
  guard: Guard;
  tag?: string;
  isIndexed?: boolean;
}): Record<string, string> {
  return {
    "content-security-policy": `${POLICY}; frame-ancestors ${guard === "anybody" ? "*" : "'none'"}`,
    "referrer-policy": "no-referrer",
    vary: "Accept-Language, Cookie",
    ...(isIndexed ? {} : { "x-robots-tag": "noindex" }),
    ...(tag === undefined ? { "cache-control": "no-store" } : { "cache-control": "private, no-cache", etag: tag }),
  };
}

/** Whatever a reader sees of a wall moves its clock, but for its name and what is said of it. */
export function tagOf(wall: WallStanding, of: readonly unknown[]): string {
  const { name, description, sorting, indexed, clock } = wall;
  return `W/"${clock}.${hash("sha1", JSON.stringify([name, description, sorting, indexed, ...of]), "base64url")}"`;
}
