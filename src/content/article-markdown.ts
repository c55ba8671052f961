import Turndown from "turndown";
import type { PageElement } from "./page-dom.ts";

/** The article as CommonMark, tables and struck-out text as GFM writes them. */
export function articleMarkdown(root: PageElement): string {
  const turndown = new Turndown({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "*",
    hr: "---",
  });
  turndown.addRule("struck", {
    filter: ["del", "s"],
    replacement: (content) => (content === "" ? "" : `~~${content}~~`),
  });
  turndown.addRule("code with its language", {
    filter: (node) => node.nodeName === "PRE",
    replacement: (_content, node) => codeBlock(node as PageElement),
  });
  turndown.addRule("table", {
    filter: (node) => node.nodeName === "TABLE",
    replacement: (_content, node) => table(node as PageElement),
  });
  turndown.addRule("caption of a picture", {
    filter: "figcaption",
    replacement: (content) => (content.trim() === "" ? "" : `\n\n*${content.trim().replaceAll("*", "")}*\n\n`),
  });
  return turndown.turndown(root as unknown as Turndown.Node).trim();
}

function codeBlock(element: PageElement): string {
  const code = (element.textContent ?? "").replace(/\n+$/, "");
  const classes = `${element.getAttribute("class") ?? ""} ${element.querySelector("code")?.getAttribute("class") ?? ""}`;
  const language = /\blang(?:uage)?-([\w+#-]+)/.exec(classes)?.[1] ?? "";
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `\n\n${fence}${language}\n${code}\n${fence}\n\n`;
}

function table(element: PageElement): string {
  const rows = [...element.querySelectorAll("tr")]
    .filter((row) => row.closest("table") === element)
    .map((row) => [...row.children].map((cell) => cellText(cell)));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return "";
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, i) => cells[i] ?? "").join(" | ")} |`;
  const [head = [], ...body] = rows;
  const caption = element.querySelector("caption")?.textContent?.trim() ?? "";
  const lines = [line(head), line(Array.from({ length: columns }, () => "---")), ...body.map(line)];
  return `\n\n${caption === "" ? "" : `${caption}\n\n`}${lines.join("\n")}\n\n`;
}

function cellText(cell: PageElement): string {
  return (cell.textContent ?? "").replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
}
