/** What pages put between their title and their name. */
const SEPARATOR = /\s+[|·•–—:»«›‹/~-]{1,2}\s+|\s*[|»«｜_：]\s*/g;

/** A name at the start is also set off by a colon: "Crumb & Crust: Bread at home". */
const LEADING_NAME = /^([^:|]{2,60}):\s+(.+)$/;

/**
 * A page's title without the name of its site at the end or the beginning.
 * The name is known by what the page says of itself, by its host, or by the main heading being the rest of the title.
 */
export function withoutSiteName(
  title: string,
  known: { siteName: string | null; host: string; heading: string | null },
): string {
  const names = namesOf(known.siteName, known.host);
  const heading = known.heading === null ? "" : plain(known.heading);
  let shown = title;
  for (let turn = 0; turn < 2; turn++) {
    const shorter = [...cuts(shown)].find(
      ({ rest, name }) => names.has(plain(name)) || (heading.length > 3 && plain(rest) === heading),
    );
    if (shorter === undefined) break;
    shown = shorter.rest;
  }
  return shown;
}

/** Every way to take a name off a title, longest title left first. */
function* cuts(title: string): Generator<{ rest: string; name: string }> {
  const separators = [...title.matchAll(SEPARATOR)];
  for (const { index, 0: mark } of separators.reverse()) {
    yield { rest: title.slice(0, index).trim(), name: title.slice(index + mark.length).trim() };
  }
  for (const { index, 0: mark } of separators) {
    yield { rest: title.slice(index + mark.length).trim(), name: title.slice(0, index).trim() };
  }
  const leading = LEADING_NAME.exec(title);
  if (leading !== null) yield { rest: leading[2]!.trim(), name: leading[1]!.trim() };
}

function namesOf(siteName: string | null, host: string): Set<string> {
  const labels = host.replace(/^www\./, "").split(".");
  const names = [siteName ?? "", host, labels.join("."), labels.at(-2) ?? ""].map(plain);
  return new Set(names.filter((name) => name.length > 1));
}

/** Letters and digits only, so that "Crumb & Crust" and crumbcrust.example agree. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/&|\band\b/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^www/, "");
}
