const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const ADDRESS = /https?:\/\/[^\s<>"']{1,2000}/g;

/** Text as HTML text or as a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** Plain text as paragraphs, its web addresses as links. */
export function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => `<p>${linked(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("");
}

export function link(address: string, text: string): string {
  return `<a href="${escaped(address)}">${escaped(text)}</a>`;
}

/** A picture with what its author says that it shows. */
export function picture(address: string, alt: string): string {
  if (address === "") return "";
  const caption = alt.trim() === "" ? "" : `<figcaption>${escaped(alt)}</figcaption>`;
  return `<figure><img src="${escaped(address)}" alt="${escaped(alt)}">${caption}</figure>`;
}

/** What somebody said about a post. `html` is theirs. */
export function comment(author: string, html: string): string {
  return html.trim() === "" ? "" : `<blockquote><p><strong>${escaped(author)}</strong></p>${html}</blockquote>`;
}

/** A section of a thread, nothing when it is empty. */
export function section(heading: string, parts: readonly string[]): string {
  const html = parts.join("");
  return html === "" ? "" : `<h2>${escaped(heading)}</h2>${html}`;
}

export function code(text: string, language: string): string {
  const known = /^[\w+#-]{1,30}$/.test(language) ? ` class="language-${language.toLowerCase()}"` : "";
  return `<pre><code${known}>${escaped(text)}</code></pre>`;
}

const MAX_TITLE = 110;

/** The title of what has none: the beginning of its text, up to the end of a line or a word. */
export function titleFrom(text: string, otherwise: string): string {
  const line =
    text
      .trim()
      .slice(0, 1_000)
      .split("\n")
      .find((part) => part.trim() !== "")
      ?.trim() ?? "";
  if (line === "") return otherwise;
  if (line.length <= MAX_TITLE) return line;
  const cut = line.slice(0, MAX_TITLE - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > MAX_TITLE / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

function linked(text: string): string {
  let html = "";
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    // What ends a sentence is seldom part of an address.
    const address = match[0].replace(/[.,;:!?)\]]{1,5}$/, "");
    html += escaped(text.slice(from, match.index)) + link(address, address);
    from = match.index + address.length;
  }
  return html + escaped(text.slice(from));
}
