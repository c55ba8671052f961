import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { FILE_TEXT_CHARACTERS } from "../../core/file-read.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;

/** XHTML may close these at once; read as HTML they would swallow the rest. */
const CLOSED_AT_ONCE = /<(title|script|style|iframe|textarea|noscript)\b([^<>]{0,1000})\/>/gi;
const UNSHOWN = new Set(["script", "style", "template", "noscript", "iframe", "textarea", "select", "svg", "head"]);
const BLOCKS = new Set(
  "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);

/** The words of a page that was shared as a file, and what it is called. Nothing in it is run or fetched. */
export function markupText(markup: string): { title: string | null; text: string } {
  const document = parse(markup.replace(CLOSED_AT_ONCE, "<$1$2></$1>"));
  let title: string | null = null;
  let text = "";
  // By hand and not by recursion: pages nest as deep as their makers like. A string is a line's end that is due.
  const rest: (Node | "\n" | "\t")[] = [...document.childNodes].reverse();
  while (rest.length > 0 && text.length < FILE_TEXT_CHARACTERS) {
    const node = rest.pop();
    if (node === "\n" || node === "\t") text = text.trimEnd() === "" ? "" : `${text.replace(/ $/, "")}${node}`;
    else if (node === undefined) break;
    else if (node.nodeName === "#text" && "value" in node)
      text += node.value.replace(/\s+/g, " ").replace(/^ (?=.*)/, /\s$|^$/.test(text.slice(-1)) ? "" : " ");
    else if ("childNodes" in node) {
      if (node.tagName === "head") title ??= titleIn(node);
      if (UNSHOWN.has(node.tagName)) continue;
      if (BLOCKS.has(node.tagName)) rest.push("\n");
      if (node.tagName === "td" || node.tagName === "th") rest.push("\t");
      for (const child of node.childNodes.toReversed()) rest.push(child);
    }
  }
  return { title, text };
}

function titleIn(head: DefaultTreeAdapterTypes.Element): string | null {
  const title = head.childNodes.find((node) => node.nodeName === "title");
  const [words] = title !== undefined && "childNodes" in title ? title.childNodes : [];
  return words !== undefined && "value" in words ? words.value : null;
}
