import { FILE_TEXT_CHARACTERS } from "../../core/file-read.ts";
import { firstBytes } from "./first-bytes.ts";
import { type Found, GrowingText, line, type Readable } from "./found.ts";

/** Pictures in RTF are written as text and make it long. */
const READ_BYTES = 20_000_000;
/** Groups deeper than this are not told apart. */
const MOST_DEPTH = 1_000;

/** Groups whose text is not part of the document. */
const UNSHOWN = new Set(
  "fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict object objdata themedata colorschememapping datastore latentstyles xmlnstbl filetbl fldinst header headerl headerr headerf footer footerl footerr footerf info".split(
    " ",
  ),
);
const BREAKS: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  sect: "\n\n",
  page: "\n\n",
  row: "\n",
  cell: "\t",
  tab: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
};

type Target = "text" | "title" | "author" | null;

interface Group {
  readonly target: Target;
  /** How many characters stand after each \u for programs that know no Unicode. */
  readonly skips: number;
}

/** A control word with its number, an escaped byte, a symbol, a brace, or plain text: all that RTF 1.9 is made of. */
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;

/** Rich text: title, author and the words. Embedded objects are passed over. */
export async function readRtf({ path, sizeBytes }: Readable): Promise<Found> {
  const source = (await firstBytes(path, Math.min(sizeBytes, READ_BYTES))).toString("latin1");
  const found = { text: new GrowingText(), title: "", author: "" };
  const outer: Group[] = [];
  let group: Group = { target: "text", skips: 1 };
  let tooDeep = 0;
  let toSkip = 0;
  let decoder = new TextDecoder("windows-1252");
  let bytes: number[] = [];

  const put = (more: string) => {
    if (group.target === "text") found.text.add(more);
    else if (group.target !== null && found[group.target].length < FILE_TEXT_CHARACTERS) found[group.target] += more;
  };
  const flush = () => {
    if (bytes.length > 0) put(decoder.decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  const putAll = (more: string) => {
    const skipped = Math.min(toSkip, more.length);
    toSkip -= skipped;
    put(more.slice(skipped));
  };

  for (const [, word, number, byte, symbol, brace, plain] of source.matchAll(TOKEN)) {
    if (found.text.isFull) break;
    if (byte !== undefined) {
      if (toSkip > 0) toSkip -= 1;
      else bytes.push(Number.parseInt(byte, 16));
      continue;
    }
    flush();
    if (plain !== undefined) putAll(plain);
    else if (brace === "{") {
      if (outer.length < MOST_DEPTH) outer.push(group);
      else tooDeep += 1;
      toSkip = 0;
    } else if (brace === "}") {
      if (tooDeep > 0) tooDeep -= 1;
      else group = outer.pop() ?? group;
      toSkip = 0;
    } else if (symbol !== undefined) {
      if (symbol === "*") group = { ...group, target: null };
      else if ("\\{}".includes(symbol)) putAll(symbol);
      else if (symbol === "~") putAll("\u00a0");
      else if (symbol === "\n" || symbol === "\r") putAll("\n");
    } else if (word === "u") {
      put(String.fromCharCode(Number(number) & 0xffff));
      toSkip = group.skips;
    } else if (word === "uc") group = { ...group, skips: Math.max(0, Math.min(Number(number), 100)) };
    else if (word === "ansicpg") decoder = decoderOf(number) ?? decoder;
    else if (word === "title" || word === "author") group = { ...group, target: found[word] === "" ? word : null };
    else if (word !== undefined && UNSHOWN.has(word)) group = { ...group, target: null };
    else if (word === "upr") group = { ...group, target: null };
    else if (word === "ud" && group.target === null) group = { ...group, target: "text" };
    else if (word !== undefined && BREAKS[word] !== undefined) put(BREAKS[word]);
  }
  flush();
  return {
    facts: { ...line("title", found.title), ...line("author", found.author) },
    text: found.text.toString(),
  };
}

const OTHER_PAGES: Readonly<Record<string, string>> = {
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
  65001: "utf-8",
};

function decoderOf(page: string | undefined) {
  try {
    return new TextDecoder(OTHER_PAGES[page ?? ""] ?? `windows-${page}`);
  } catch {
    return null;
  }
}
