import type { PageDocument, PageElement } from "./page-dom.ts";

const MAX_FORMULAS = 2_000;
const MAX_FORMULA = 5_000;

/** A formula with all its renderings; the outermost first, since they are nested in each other. */
const FORMULAS = "span.katex-display, span.katex, mjx-container, .MathJax, .mwe-math-element, math, img.latex, img.tex";

/** Formulas become text, in TeX where the page has it: no reader of text, Markdown or mail needs to know MathML. */
export function settleMath(document: PageDocument): void {
  for (const script of [...document.querySelectorAll('script[type^="math/tex"]')].slice(0, MAX_FORMULAS))
    script.replaceWith(formula(document, script.textContent ?? "", /display/.test(script.getAttribute("type") ?? "")));
  for (const element of [...document.querySelectorAll(FORMULAS)].slice(0, MAX_FORMULAS)) {
    if (element.parentElement === null || element.parentElement.closest(FORMULAS) !== null) continue;
    const isBlock = element.getAttribute("display") === "block" || /display/.test(element.getAttribute("class") ?? "");
    const text = textOf(element);
    if (text.trim() === "") element.remove();
    else element.replaceWith(formula(document, text, isBlock));
  }
}

function textOf(element: PageElement): string {
  const tex = element.querySelector('annotation[encoding="application/x-tex"]')?.textContent;
  const inner = element.localName === "math" ? element : element.querySelector("math");
  return tex ?? inner?.getAttribute("alttext") ?? element.getAttribute("alt") ?? (inner ?? element).textContent ?? "";
}

function formula(document: PageDocument, text: string, isBlock: boolean): PageElement {
  const code = document.createElement("code");
  code.setAttribute("class", "language-math");
  code.textContent = text.slice(0, MAX_FORMULA).replace(/\s+/g, " ").trim();
  if (!isBlock) return code;
  const block = document.createElement("p");
  block.append(code);
  return block;
}
