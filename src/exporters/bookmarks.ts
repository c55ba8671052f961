import { escapedHtml } from "./escaped-html.ts";
import type { ToldItem } from "./told-item.ts";

/**
 * Bookmarks as every browser reads them (the Netscape bookmark file format, of which no standard exists; Microsoft's
 * description of it is the nearest). Walls are folders; TAGS, PRIVATE and DD are what Pinboard, Shaarli and linkding add.
 */
export const bookmarksBegin = (): string => `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- Made by Digital Wall. Browsers and bookmark services read this file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
`;

export const bookmarksEnd = (): string => "</DL><p>\n";

export const folderBegin = (wall: { readonly name: string; readonly createdAt: string }): string =>
  `    <DT><H3 ADD_DATE="${seconds(wall.createdAt)}">${line(wall.name)}</H3>\n    <DL><p>\n`;

export const folderEnd = (): string => "    </DL><p>\n";

/** A link; nothing for what has no address. */
export function bookmark({ item, shown, tags }: ToldItem): string {
  const { url, note } = item.own;
  if (url === undefined) return "";
  const attributes = [
    `HREF="${escapedHtml(url)}"`,
    `ADD_DATE="${seconds(item.created_at)}"`,
    `LAST_MODIFIED="${seconds(item.updated_at)}"`,
    'PRIVATE="1"',
    ...(tags.length > 0 ? [`TAGS="${escapedHtml(tags.join(","))}"`] : []),
  ];
  const remark = note === undefined ? "" : `        <DD>${escapedHtml(note)}\n`;
  return `        <DT><A ${attributes.join(" ")}>${line(shown.title)}</A>\n${remark}`;
}

const seconds = (time: string): number => Math.floor(Date.parse(time) / 1_000);
const line = (text: string): string => escapedHtml(text.replace(/\s+/g, " ").trim());
