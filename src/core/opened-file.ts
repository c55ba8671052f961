/** What is looked at of a file before anybody gets it. */
export interface FileToOpen {
  readonly role: string;
  readonly type: string;
  /** What looking into it found; null while nobody has. */
  readonly facts: string | null;
}

const MADE_BY_US = new Set(["lead-image", "page-image", "preview", "thumbnail"]);

/**
 * How a file is given to whoever has a link to a wall. What was made here carries no metadata. A shared picture is only
 * given as the preview made from it, since the original may say where it was taken. What nobody has looked into yet may be
 * such a picture under another name. The page as a person's browser saw it is nobody else's.
 */
export function openedAs({ role, type, facts }: FileToOpen): "itself" | "preview" | "nothing" {
  if (MADE_BY_US.has(role)) return "itself";
  if (role !== "original" || facts === null) return "nothing";
  return type.startsWith("image/") ? "preview" : "itself";
}
