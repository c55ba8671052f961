import { pathOfFile, type ToldItem } from "./told-item.ts";

/** An item as a text for people and for other programs: Markdown with front matter in YAML. */
export function markdownOf(told: ToldItem): string {
  const { item, shown, tags, walls, text } = told;
  const front: Readonly<Record<string, unknown>> = {
    id: item.id,
    title: shown.title,
    kind: item.kind,
    url: item.own.url,
    tags,
    walls,
    site: shown.site,
    author: shown.author,
    language: shown.language,
    created: item.created_at,
    updated: item.updated_at,
    published: shown.publishedAt,
    pinned: item.pinned_at === null ? undefined : true,
    archived: item.archived_at === null ? undefined : true,
    description: shown.description,
    summary: shown.summary,
    files: item.files.filter(({ role }) => role === "original").map((file) => `../${pathOfFile(file)}`),
  };
  const fields = Object.entries(front).flatMap(([name, value]) =>
    value === undefined || value === null || (Array.isArray(value) && value.length === 0)
      ? []
      : [`${name}: ${yaml(value)}`],
  );
  const parts = [
    item.own.note === undefined ? null : quote(item.own.note),
    text,
    item.content?.markdown ?? null,
    item.content?.files_text ?? null,
  ].filter((part) => part !== null && part.trim() !== "");
  return `---\n${fields.join("\n")}\n---\n\n# ${shown.title.replace(/\s+/g, " ")}\n\n${parts.join("\n\n---\n\n")}\n`;
}

/** What the person remarked stands apart from what was read. */
const quote = (note: string): string =>
  note
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** JSON is YAML 1.2 but for what a YAML stream may not hold: those characters are escaped. */
const yaml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
