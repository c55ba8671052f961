import { IMPORT_LIMITS } from "./limits.ts";

/** What systems and programs leave lying in folders, which nobody kept. */
const LEFT_BEHIND = /^(?:\.(?!\.?$).*|__MACOSX|Thumbs\.db|desktop\.ini|ehthumbs\.db|~\$.*|Icon\r)$/i;

/**
 * A path within a folder with its parts divided by `/`, and one at its end for a folder; null for one that leads out of
 * it, is absolute, has controls in it or is longer than paths are.
 */
export function folderPath(given: string): string | null {
  const path = given.replaceAll("\\", "/");
  if (path.length > IMPORT_LIMITS.archivePathCharacters || /^\/|^[a-z]:|[\x00-\x1f\x7f]/i.test(path)) return null;
  const parts = path.split("/");
  if (parts.includes("..")) return null;
  const kept = parts.filter((part) => part !== "" && part !== ".").join("/");
  return kept === "" ? null : path.endsWith("/") ? `${kept}/` : kept;
}

/** The folders that a path leads through, and what it is called in the last of them; no name for a folder. */
export function partsOf(path: string): { folders: string[]; name: string } {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  return { folders: parts, name };
}

/** Whether nobody would miss it. */
export const isLeftBehind = (path: string): boolean => path.split("/").some((part) => LEFT_BEHIND.test(part));

/** The ending of a name in small letters, without its dot. */
export const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
