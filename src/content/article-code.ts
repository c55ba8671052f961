import type { PageDocument, PageElement } from "./page-dom.ts";

const LANGUAGE = /^lang(?:uage)?-([\w+#-]{1,30})$/;
/** What highlighters call a language around or on a block: `highlight-source-shell`, `brush: js`, `sourceCode python`. */
const AROUND =
  /(?:^|\s)(?:highlight-(?:source-|text-)?|brush:\s?|sourceCode\s+|hljs\s+(?:language-)?|code-)([a-z][\w+#-]{0,29})/;
const NO_LANGUAGE = new Set(["block", "box", "wrapper", "toolbar", "default", "none", "text", "notranslate"]);
const LINE_NUMBERS = ".lineno, .linenos, .line-number, .line-numbers-rows, .linenumber, .hljs-ln-numbers, .gutter";

const MAX_BLOCKS = 500;

/** Blocks of code tell their language in one way, `language-…`, and hold code only: no line numbers, no buttons. */
export function settleCode(document: PageDocument): void {
  for (const gutter of [...document.querySelectorAll("td.gutter, td.linenos")].slice(0, MAX_BLOCKS)) gutter.remove();
  for (const block of [...document.querySelectorAll("pre")].slice(0, MAX_BLOCKS)) {
    for (const number of [...block.querySelectorAll(`${LINE_NUMBERS}, button`)]) number.remove();
    const language = languageOf(block);
    const code = block.querySelector("code") ?? block;
    if (language !== null) code.setAttribute("class", `language-${language.toLowerCase()}`);
  }
}

function languageOf(block: PageElement): string | null {
  const code = block.querySelector("code");
  const around = [code, block, block.parentElement, block.parentElement?.parentElement ?? null];
  const elements = around.filter((element) => element !== null);
  for (const element of elements) {
    const told = element.getAttribute("data-lang") ?? element.getAttribute("data-language");
    if (told !== null && /^[\w+#-]{1,30}$/.test(told)) return told;
    for (const name of (element.getAttribute("class") ?? "").split(/\s+/)) {
      const match = LANGUAGE.exec(name);
      if (match?.[1] !== undefined && !NO_LANGUAGE.has(match[1])) return match[1];
    }
  }
  for (const element of elements) {
    const name = AROUND.exec((element.getAttribute("class") ?? "").slice(0, 500))?.[1];
    if (name !== undefined && !NO_LANGUAGE.has(name)) return name;
  }
  return null;
}
