import { createHash } from "node:crypto";
import { type ArchivedFile, pathOfFile, pathOfNote, type ToldItem } from "../told-item.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { WORDS } from "./words.ts";

/** Pictures that show something and can do nothing. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;
/** The roles that may stand for an item, the best first. */
const PICTURE_ROLES = ["thumbnail", "preview", "lead-image", "original"];
/** What a browser opens without running anything in it; all else is named, and opened by whoever finds it in the folder. */
const INERT = /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;
const MOST_WORDS = 600;

const sha256 = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is asked of anybody, and no script runs but the one that is written here, whatever an item holds. */
const POLICY = [
  "default-src 'none'",
  `script-src ${sha256(SCRIPT)}`,
  `style-src ${sha256(STYLE)}`,
  "img-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The page up to its items: each of them is a `browseItem`, with commas between. */
export const browseBegin = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Digital Wall</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Digital Wall</h1>
<div id="bar" role="search" hidden><input id="search" type="search" autocomplete="off"><select id="wall"></select><select id="kind"></select></div>
</header>
<main>
<p id="status" role="status"></p>
<div id="items"></div>
<button id="more" type="button" hidden></button>
<noscript><p>Searching here takes a script of this page. Without it, everything lies in the folders <a href="notes/">notes</a> and <a href="files/">files</a>, and all links in <a href="bookmarks.html">bookmarks.html</a>.</p></noscript>
</main>
<script type="application/json" id="data">{"words":${dataOf(WORDS)},"items":[`;

/** An item as the page's script reads it. @param walls where a wall stands in the list that ends the page, by its id */
export function browseItem(told: ToldItem, walls: ReadonlyMap<string, number>): string {
  const { item, shown, text, tags } = told;
  const originals = item.files.filter(({ role }) => role === "original");
  return dataOf({
    kind: item.kind,
    title: shown.title,
    url: item.own.url ?? "",
    site: shown.site ?? "",
    at: item.created_at,
    note: item.own.note ?? "",
    words:
      (item.kind === "note" ? text : (shown.summary ?? shown.description ?? text ?? ""))
        ?.slice(0, MOST_WORDS)
        .toWellFormed() ?? "",
    tags,
    walls: item.places.flatMap(({ wall }) => walls.get(wall) ?? []),
    archived: item.archived_at !== null,
    picture: pictureOf(item.files),
    files: originals.map((file) => ({
      name: file.name ?? file.role,
      path: addressOf(pathOfFile(file)),
      open: INERT.test(file.type),
    })),
    text: addressOf(pathOfNote(told)),
  });
}

export const browseEnd = (walls: readonly string[]): string => `],"walls":${dataOf(walls)}}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** Where it lies, and its size in pixels, so that its place is known before it is loaded; 0 where nobody looked. */
function pictureOf(files: readonly ArchivedFile[]): readonly [string, number, number] | null {
  for (const role of PICTURE_ROLES) {
    const file = files.find((one) => one.role === role && PICTURE.test(one.type));
    if (file) return [addressOf(pathOfFile(file)), file.width ?? 0, file.height ?? 0];
  }
  return null;
}

const addressOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** JSON that ends no element that it stands in (WHATWG HTML, section 4.12.1.3). */
function dataOf(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
