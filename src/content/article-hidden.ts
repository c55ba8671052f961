import { isElement, type PageDocument, type PageElement } from "./page-dom.ts";

/** Inline styles by which text is on a page and yet not to be seen. */
const UNSEEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!|;|$)|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|em|rem|pt)|clip\s*:\s*rect\(\s*0)/i;

const UNREAD = new Set(["script", "style", "noscript", "template"]);

const CANDIDATES = '[hidden], [style], [aria-hidden="true" i], template, dialog:not([open])';

/** Whoever holds more of a page's text than this is the page: many pages hide it until their script has run. */
const WHOLE_PAGE_SHARE = 0.5;

/** Takes out what a person would not see, so that nobody can whisper to the analysis behind the reader's back. */
export function dropHidden(document: PageDocument): void {
  const wholeLength = textLength(document.body);
  for (const element of [...document.querySelectorAll(CANDIDATES)]) {
    if (!isHidden(element)) continue;
    if (textLength(element) <= wholeLength * WHOLE_PAGE_SHARE) element.remove();
    else for (const name of ["style", "hidden", "aria-hidden"]) element.removeAttribute(name);
  }
}

function isHidden(element: PageElement): boolean {
  if (element.localName === "template" || element.localName === "dialog") return true;
  if (element.hasAttribute("hidden") && element.getAttribute("hidden") !== "until-found") return true;
  if (UNSEEN.test(element.getAttribute("style") ?? "")) return true;
  return /^true$/i.test(element.getAttribute("aria-hidden") ?? "") && (element.textContent ?? "").trim() !== "";
}

function textLength(element: PageElement): number {
  let length = 0;
  for (const node of element.childNodes) {
    if (node.nodeType === 3) length += node.textContent?.trim().length ?? 0;
    else if (isElement(node) && !UNREAD.has(node.localName)) length += textLength(node);
  }
  return length;
}
