import type { Span } from "./query.ts";

/** A piece of a query's text. */
export type Piece = Span &
  (
    | { readonly kind: "open" | "close" | "or" | "and" | "not" }
    | { readonly kind: "phrase"; readonly text: string; readonly isOpen: boolean }
    | { readonly kind: "word"; readonly text: string }
    | {
        readonly kind: "field";
        readonly name: string;
        readonly values: readonly string[];
        readonly isOpen: boolean;
      }
  );

const BLANK = /\s/u;
const NAME = /^([\p{L}]{2,10}):/u;

/**
 * Cuts a query into pieces. A quote begins a phrase wherever a piece or a field's value may begin, a parenthesis a group; a
 * closing one ends what stands before it only inside a group. A minus is one only right before what it takes back.
 * @param fields the names that may stand before a colon; before other colons stands a plain word (`http://…`)
 */
export function scanQuery(text: string, fields: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let depth = 0;
  const endOfBare = (from: number): number => {
    let end = from;
    while (end < text.length && !BLANK.test(text[end] ?? "") && !(text[end] === ")" && depth > 0)) end += 1;
    return end;
  };
  /** The end of a quoted text that begins at `from`, behind its closing quote. */
  const quoted = (from: number): { text: string; end: number; isOpen: boolean } => {
    const close = text.indexOf('"', from + 1);
    const end = close === -1 ? text.length : close;
    return { text: text.slice(from + 1, end), end: close === -1 ? end : end + 1, isOpen: close === -1 };
  };
  while (at < text.length) {
    const letter = text[at] ?? "";
    const begin = at;
    const put = (end: number, piece: { kind: "open" | "close" | "or" | "and" | "not" }) => {
      pieces.push({ ...piece, at: begin, length: end - begin });
      at = end;
    };
    if (BLANK.test(letter)) at += 1;
    else if (letter === "(") {
      depth += 1;
      put(at + 1, { kind: "open" });
    } else if (letter === ")") {
      depth = Math.max(0, depth - 1);
      put(at + 1, { kind: "close" });
    } else if (letter === "-" && /[^\s\-)]/u.test(text[at + 1] ?? "")) put(at + 1, { kind: "not" });
    else if (letter === '"') {
      const { text: said, end, isOpen } = quoted(at);
      pieces.push({ kind: "phrase", text: said, isOpen, at, length: end - at });
      at = end;
    } else {
      const end = endOfBare(at);
      const bare = text.slice(at, end);
      const field = bare.startsWith("#") && bare.length > 1 ? "tag" : NAME.exec(bare)?.[1]?.toLowerCase();
      if (bare === "OR") put(end, { kind: "or" });
      else if (bare === "AND") put(end, { kind: "and" });
      else if (field !== undefined && fields.has(field)) {
        const from = at + (bare.startsWith("#") ? 1 : field.length + 1);
        const said = text[from] === '"' ? quoted(from) : null;
        const last = said?.end ?? end;
        const values = said ? [said.text] : text.slice(from, end).split(",");
        pieces.push({
          kind: "field",
          name: field,
          values: values.map((value) => value.replaceAll('"', "").trim()).filter((value) => value !== ""),
          isOpen: said?.isOpen ?? false,
          at,
          length: last - at,
        });
        at = last;
      } else {
        // A quote within a bare word ends it: `say"hello"` are two pieces.
        const quote = bare.indexOf('"');
        const last = quote > 0 ? at + quote : end;
        pieces.push({ kind: "word", text: text.slice(at, last), at, length: last - at });
        at = last;
      }
    }
  }
  return pieces;
}
