/** Exports of other services, as large as is wanted. */

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

const LARGE_KINDS: Readonly<Record<string, Made>> = {
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

/** A file of about so many bytes, made while it is read: never much of it is anywhere. */
export async function* largeImport(kind: string, bytes: number): AsyncGenerator<Buffer> {
  const { head, row, tail } = LARGE_KINDS[kind] as Made;
  let sent = 0;
  let piece = head;
  for (let n = 0; sent + piece.length < bytes; n += 1) {
    piece += row(n);
    if (piece.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(piece);
    sent += piece.length;
    piece = "";
  }
  yield Buffer.from(piece + tail);
}
