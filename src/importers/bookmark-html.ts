import type { ImportRow, ImportSource } from "../core/imported.ts";
import { decodeText } from "./decode.ts";
import { IMPORT_LIMITS } from "./limits.ts";
import { type Markup, scanMarkup } from "./markup-scanner.ts";
import { refusedRow } from "./refusals.ts";
import { wallPath } from "./row.ts";

/** A link of a bookmark file with all that stands around it. */
export interface HtmlBookmark {
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly title: string;
  /** What stands in the `<DD>` behind it, or in the list's element. */
  readonly remark: string;
  readonly folders: readonly string[];
  /** The heading above its list, where a file has sections instead of folders. */
  readonly section: string;
}

/** No description is longer; what is, has lost its end. */
const MAX_TEXT_CHARACTERS = IMPORT_LIMITS.titleCharacters * 2;

/**
 * The bookmarks of an HTML file as browsers have written it since Netscape: `<H3>` names the folder whose `<DL>` follows,
 * `<A>` is a bookmark, `<DD>` describes what stands before it. Nothing needs to be closed. Each folder is a row of its
 * own when it begins, so that empty ones are kept.
 */
export async function* readBookmarkHtml(
  source: ImportSource,
  toRow: (bookmark: HtmlBookmark) => ImportRow,
): AsyncGenerator<ImportRow> {
  const reader = new BookmarkReader(toRow);
  for await (const markup of scanMarkup(decodeText(source.read()))) yield* reader.take(markup);
  yield* reader.end();
}

class BookmarkReader {
  readonly #toRow: (bookmark: HtmlBookmark) => ImportRow;
  /** Of each list that is open; null for one that no heading names. */
  readonly #lists: (string | null)[] = [];
  #section = "";
  /** The heading whose list has not begun. */
  #folder: { name: string; line: number } | null = null;
  #bookmark: { line: number; attributes: ReadonlyMap<string, string>; title: string; remark: string } | null = null;
  /** Where text belongs that comes now. */
  #into: "title" | "remark" | "folder" | "section" | null = null;
  #folderRemark = "";
  #depth = 0;
  #hasBegun = false;
  #rows: ImportRow[] = [];

  constructor(toRow: (bookmark: HtmlBookmark) => ImportRow) {
    this.#toRow = toRow;
  }

  take(markup: Markup): ImportRow[] {
    this.#rows = [];
    switch (markup.kind) {
      case "text":
        this.#text(markup.text);
        break;
      case "open":
        this.#open(markup);
        break;
      case "close":
        this.#close(markup.name);
        break;
      case "too-large":
        this.#rows.push(refusedRow({ line: markup.line }, "row-too-large"));
        break;
      default:
        markup satisfies never;
    }
    return this.#rows;
  }

  end(): ImportRow[] {
    this.#rows = [];
    // A title that has no end may be half of one.
    const isHalf = this.#into === "title" || this.#into === "folder";
    if (!isHalf) this.#finish();
    if (isHalf || this.#depth > 0 || !this.#hasBegun) this.#rows.push(refusedRow({}, "source-cut"));
    return this.#rows;
  }

  #open({ name, line, attributes }: Extract<Markup, { kind: "open" }>): void {
    switch (name) {
      case "a":
        this.#finish();
        this.#hasBegun = true;
        this.#bookmark = { line, attributes, title: "", remark: "" };
        this.#into = "title";
        break;
      case "dd":
        this.#into = "remark";
        break;
      case "h1":
        this.#finish();
        this.#section = "";
        this.#into = "section";
        break;
      case "h3":
        this.#finish();
        this.#folder = { name: "", line };
        this.#into = "folder";
        break;
      case "dl":
      case "ul":
        this.#hasBegun = true;
        this.#beginList();
        break;
      case "dt":
      case "li":
      case "hr":
        this.#finish();
        break;
      case "br":
        this.#text("\n");
        break;
      default: // What else stands in a title or a description is about how it looks.
    }
  }

  #close(name: string): void {
    if (name === "a" && this.#into === "title") this.#into = "remark";
    else if (name === "h3" && this.#into === "folder") this.#into = null;
    else if (name === "h1" && this.#into === "section") this.#into = null;
    else if (name === "dl" || name === "ul") {
      this.#finish();
      this.#depth = Math.max(0, this.#depth - 1);
      if (this.#depth < MAX_LISTS) this.#lists.pop();
    }
  }

  #text(text: string): void {
    if (this.#into === null) return;
    if (this.#into === "section") this.#section = added(this.#section, text);
    else if (this.#into === "folder") {
      if (this.#folder !== null) this.#folder.name = added(this.#folder.name, text);
    } else if (this.#bookmark !== null) this.#bookmark[this.#into] = added(this.#bookmark[this.#into], text);
    else if (this.#folder !== null) this.#folderRemark = added(this.#folderRemark, text);
  }

  #beginList(): void {
    const name = this.#folder?.name ?? null;
    this.#finish();
    this.#depth += 1;
    if (this.#depth <= MAX_LISTS) this.#lists.push(name);
  }

  /** What stands open, a bookmark or a folder, is whole when the next thing begins. */
  #finish(): void {
    this.#finishFolder();
    const bookmark = this.#bookmark;
    this.#bookmark = null;
    this.#into = null;
    if (bookmark === null) return;
    this.#rows.push(this.#toRow({ ...bookmark, folders: this.#folders(), section: this.#section.trim() }));
  }

  #finishFolder(): void {
    const folder = this.#folder;
    const description = this.#folderRemark.trim();
    this.#folder = null;
    this.#folderRemark = "";
    const path = folder === null ? [] : wallPath([...this.#folders(), folder.name]);
    if (folder === null || folder.name.trim() === "") return;
    const wall = { path, ...(description === "" ? {} : { description }) };
    this.#rows.push({ kind: "wall", at: { line: folder.line }, wall });
  }

  #folders(): string[] {
    return this.#lists.filter((name) => name !== null);
  }
}

/** Lists within lists of a hostile file; more are counted no further. */
const MAX_LISTS = 1_000;

const added = (text: string, more: string): string => (text.length > MAX_TEXT_CHARACTERS ? text : text + more);
