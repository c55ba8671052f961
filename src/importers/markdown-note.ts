import { isMap, parseDocument } from "yaml";
import { IMPORT_LIMITS } from "./limits.ts";
import type { RawThing } from "./row.ts";
import { fieldOf, flagOf, listOf, tagsInText, textOf } from "./values.ts";

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const HEADING = /^#[ \t]+([^\n]{1,1000})/;

/** How programs for notes call these; the first that has a value counts. */
const NAMES = {
  title: ["title", "titel"],
  url: ["url", "source", "link", "source_url", "original_url"],
  tags: ["tags", "tag", "keywords", "schlagworte", "labels"],
  createdAt: [
    "created",
    "created_at",
    "date",
    "date_created",
    "date_saved",
    "saved",
    "created-at",
    "datum",
    "erstellt",
  ],
  summary: ["summary", "description", "excerpt"],
  note: ["note", "comment"],
  author: ["author", "autor"],
  isPinned: ["pinned", "favorite", "favourite", "starred"],
  isArchived: ["archived", "archive"],
} as const;

/**
 * A note as text or Markdown: front matter (YAML between two lines of dashes) says what it is called and when it was
 * made, else its first heading; else it is called by its file. Front matter that is no YAML stays part of the text.
 * @param stem the name of its file without its ending
 */
export function markdownNote(markdown: string, stem: string): RawThing {
  const [all, yaml] = FRONT_MATTER.exec(markdown) ?? [];
  const fields = yaml === undefined || yaml.length > IMPORT_LIMITS.frontMatterCharacters ? null : readYaml(yaml);
  const text = fields === null ? markdown : markdown.slice(all?.length ?? 0).replace(/^\s*\n/, "");
  const find = (names: readonly string[]): unknown =>
    names.map((name) => fieldOf(fields, name)).find((value) => value !== undefined && value !== null && value !== "");
  const url = textOf(find(NAMES.url)).trim();
  const tags = find(NAMES.tags);
  return {
    title: textOf(find(NAMES.title)) || headingOf(text) || stem,
    text,
    // A source that is a book or a person is no address.
    ...(/^https?:\/\//i.test(url) ? { url } : {}),
    tags: Array.isArray(tags) ? listOf(tags) : hashTags(textOf(tags)),
    createdAt: find(NAMES.createdAt),
    summary: find(NAMES.summary),
    note: find(NAMES.note),
    author: [find(NAMES.author)].flat().map(withoutBrackets).join(", "),
    isPinned: flagOf(find(NAMES.isPinned)),
    isArchived: flagOf(find(NAMES.isArchived)),
  };
}

/** Hashes at its end are how some close a heading. */
const headingOf = (text: string): string => (HEADING.exec(text.trimStart())?.[1] ?? "").replace(/\s#+\s*$/, "").trim();

/** People are often pages of their own, which are linked. */
const withoutBrackets = (name: unknown): string => textOf(name).replace(/^\[\[(.*)\]\]$/, "$1");

/** `#one #two` is two tags; otherwise spaces are part of one. */
function hashTags(text: string): string[] {
  return /^#\S+(?:\s+#\S+)*$/.test(text.trim()) ? text.trim().split(/\s+/) : tagsInText(text);
}

/** Keys in small letters; null when it is no YAML, or no map. Aliases are followed a hundred times at most. */
function readYaml(yaml: string): Record<string, unknown> | null {
  const document = parseDocument(yaml, { schema: "core", uniqueKeys: false, logLevel: "silent" });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  try {
    const fields = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.toLowerCase(), value]));
  } catch {
    return null;
  }
}
