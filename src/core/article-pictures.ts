/**
 * The pictures of a stored article. Where they came from is written in `data-source`, which loads nothing, until they
 * are kept; then `data-file` names the file. Only what is served has a `src`, and it is ours.
 */

/** In sanitised HTML `>` is escaped within a tag, and each attribute's value stands in double quotes. */
const PICTURE = /<img\b[^>]*>/g;
const SOURCE = / data-source="([^"]*)"/;
const FILE = / data-file="([\w-]{1,64})"/;

/** An article as it is stored: no picture of it can load from elsewhere. */
export function withoutRemotePictures(html: string): string {
  return html.replace(PICTURE, (picture) =>
    picture.replace(/ data-(?:source|file)="[^"]*"/g, "").replace(' src="', ' data-source="'),
  );
}

/** The addresses of pictures that are not kept, in order, each once. */
export function picturesOf(html: string): string[] {
  const sources = (html.match(PICTURE) ?? []).map((picture) => SOURCE.exec(picture)?.[1]);
  return [...new Set(sources.filter((source) => source !== undefined).map(unescaped))];
}

/** The article with the pictures that are kept now. @param files their files' ids by address */
export function withKeptPictures(html: string, files: ReadonlyMap<string, string>): string {
  return html.replace(PICTURE, (picture) => {
    const source = SOURCE.exec(picture);
    const file = source === null ? undefined : files.get(unescaped(source[1] ?? ""));
    return file === undefined ? picture : picture.replace(SOURCE, ` data-file="${file}"`);
  });
}

/** The article as it is served: kept pictures by our own addresses, no others. */
export function withPictureAddresses(html: string, addressOf: (fileId: string) => string): string {
  return html.replace(PICTURE, (picture) => {
    const file = FILE.exec(picture)?.[1];
    if (file === undefined) return "";
    const address = addressOf(file).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const others = picture.replace(/ (?:src|srcset|data-source)="[^"]*"/g, "");
    // Not lazily: an address is good for ten minutes, and who reads slowly would find gaps further down.
    return others.replace(FILE, ` src="${address}" decoding="async"`);
  });
}

function unescaped(value: string): string {
  return value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
