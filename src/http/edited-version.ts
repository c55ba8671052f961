import { Problem } from "../contract/problems.ts";

/** `If-Match` carries the `edited_version` of what is edited; null without one, or for `*`. @throws Problem fields-not-valid */
export function editedVersionOf(header: string | undefined): number | null {
  if (header === undefined || header.trim() === "*") return null;
  const [, version] = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(header) ?? [];
  if (version === undefined)
    throw new Problem("fields-not-valid", "If-Match takes the edited_version of what is edited.", {
      fields: [{ field: "headers/if-match", message: "a number" }],
    });
  return Number(version);
}
