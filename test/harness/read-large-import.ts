/**
 * Reads an export that is made while it is read, in a process of its own, and says what that took. Arguments: what kind
 * of file, how many megabytes.
 */
import type { ImportSource } from "../../src/core/imported.ts";
import { readImport } from "../../src/importers/read-import.ts";

interface Made {
  readonly head: string;
  row(n: number): string;
  readonly tail: string;
}

/** So long that half a gigabyte has fewer rows than one import may have. */
const words = (n: number): string => `An article about thing number ${n}${", and more & more of it".repeat(19)}`;
const address = (n: number): string => `https://site${n % 977}.example/articles/${n}?ref=${n}`;
const link = (n: number): object => ({
  id: n,
  name: words(n),
  url: address(n),
  tags: [{ name: `tag${n % 50}` }],
  description: "",
});
const bookmark = (n: number): object => ({
  createdAt: 1_500_000_000 + n,
  title: words(n),
  tags: [`tag${n % 50}`],
  content: { type: "link", url: address(n) },
  note: null,
});

const KINDS: Readonly<Record<string, Made>> = {
  netscape: {
    head: "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n",
    row: (n) =>
      `<DT><A HREF="${address(n)}" ADD_DATE="1500000000" ICON="data:image/png;base64,${"A".repeat(n % 700)}">${words(n)}</A>\n`,
    tail: "</DL>",
  },
  csv: {
    head: "title,url,time_added,tags,status\n",
    row: (n) => `"${words(n)}",${address(n)},1500000000,tag${n % 50}|other,unread\n`,
    tail: "",
  },
  json: {
    head: '{"bookmarks":[',
    row: (n) => `${n === 0 ? "" : ","}${JSON.stringify(bookmark(n))}`,
    tail: '],"lists":[]}',
  },
  linkwarden: {
    head: '{"collections":[{"id":1,"name":"All","links":[',
    row: (n) => `${n === 0 ? "" : ","}${JSON.stringify(link(n))}`,
    tail: "]}]}",
  },
  "stray-quote": {
    head: 'title,url,time_added,tags,status\nfirst,"https://a.example/,1,,unread\n',
    row: () => "no rows but words\n",
    tail: "",
  },
  "one-string": {
    head: '{"bookmarks":[{"createdAt":1,"tags":[],"content":null,"title":"',
    row: () => "a long title ",
    tail: '"}]}',
  },
  "one-tag": {
    head: "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF='",
    row: () => "data:a",
    tail: "'>x</A></DL>",
  },
};

const PIECE_CHARACTERS = 64_000;

function sourceOf({ head, row, tail }: Made, bytes: number): ImportSource {
  return {
    name: "large",
    bytes,
    async *read({ from = 0, to = bytes } = { from: 0 }) {
      if (from !== 0) throw new Error("only archives are read from elsewhere than their start");
      let sent = 0;
      let piece = head;
      for (let n = 0; sent + piece.length < to; n += 1) {
        piece += row(n);
        if (piece.length < PIECE_CHARACTERS) continue;
        yield Buffer.from(piece);
        sent += piece.length;
        piece = "";
      }
      yield Buffer.from(piece + tail);
    },
  };
}

const [kind = "", megabytes = "1"] = process.argv.slice(2);
const { rows } = await readImport(sourceOf(KINDS[kind] as Made, Number(megabytes) * 1_000_000), { nowMs: Date.now() });
const counted = { thing: 0, broken: 0, wall: 0, "smart-list": 0 };
for await (const row of rows) counted[row.kind] += 1;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.send?.({
  things: counted.thing,
  broken: counted.broken,
  rssMegabytes: Math.round(maxRSS / 1_000),
  cpuMs: Math.round((userCPUTime + systemCPUTime) / 1_000),
});
process.disconnect?.();
