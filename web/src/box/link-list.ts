/** One link of a list that was put into the box. `text` is its whole line when it holds words beside the link. */
export interface ListedLink {
  readonly url: string;
  readonly text: string | null;
}

const LINK = /https?:\/\/[^\s<>"]+/gi;
/** What stands around a link in a list without meaning anything: bullets, numbers, brackets, commas. */
const ORNAMENT = /^[\s\p{P}\p{S}\d]*$/u;
const TRAILING = /[.,;:!?'’*_~|)\]>]+$/;
/** So few lines with words and a link each are more likely a note that mentions them. */
const FEWEST_WITH_WORDS = 5;
const FEWEST = 2;
/** With more words beside it a link is only mentioned, by the rule of the server. */
const MOST_OTHER_CHARACTERS = 300;

/**
 * The links of a text that is nothing but a list of links: several on their own, or a line for each with its name. Null
 * when it is anything else. A link that stands there twice counts once.
 */
export function linkListIn(text: string): readonly ListedLink[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const listed: ListedLink[] = [];
  for (const line of lines) {
    const links = line.match(LINK) ?? [];
    if (links.length === 0) return null;
    const hasWords = !ORNAMENT.test(line.replace(LINK, ""));
    if (hasWords && (links.length > 1 || line.length > MOST_OTHER_CHARACTERS + (links[0]?.length ?? 0))) return null;
    for (const link of links) listed.push({ url: withoutEnd(link), text: hasWords ? line.trim() : null });
  }
  const once = [...new Map(listed.map((link) => [link.url, link])).values()];
  const fewest = once.some((link) => link.text !== null) ? FEWEST_WITH_WORDS : FEWEST;
  return once.length >= fewest ? once : null;
}

/** A closing bracket that the link opened itself is part of it. */
function withoutEnd(link: string): string {
  const cut = link.replace(TRAILING, "");
  return cut.includes("(") && !cut.includes(")") && link.startsWith(`${cut})`) ? `${cut})` : cut;
}
