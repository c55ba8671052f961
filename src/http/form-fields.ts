import { Problem } from "../contract/problems.ts";
import type { ShareFields } from "../wall/check-share.ts";

/** The fields of a form; `html` apart from the rest. */
export type FormFields = ShareFields & {
  client_share_id?: string | undefined;
  html?: string | undefined;
  file_ids?: readonly string[] | undefined;
};

const FORM_FIELDS = ["url", "text", "title", "note", "tags", "html", "file_ids", "wall_id", "client_share_id"] as const;

/** Checks the names and makes one value of each; `tags` and `file_ids` may come often or separated by commas. */
export function formFields(body: unknown): FormFields {
  const given = Object.entries((body ?? {}) as Record<string, unknown>);
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of given) {
    const values = (Array.isArray(value) ? value : [value]).map(String);
    if (!FORM_FIELDS.some((known) => known === name))
      throw new Problem("fields-not-valid", `/${name} is not a field of this route.`, {
        fields: [{ field: `/${name}`, message: "is not a field of this route" }],
      });
    if (name === "tags" || name === "file_ids") fields[name] = values.flatMap(splitList);
    else if (values.length > 1)
      throw new Problem("fields-not-valid", `/${name} was sent ${values.length} times.`, {
        fields: [{ field: `/${name}`, message: "must be sent once" }],
      });
    else fields[name] = values[0] ?? "";
  }
  return fields as FormFields;
}

/** What several were typed or sent as, with commas between them. */
export const splitList = (list: string): string[] =>
  list
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
