import { escaped } from "../escaped.ts";
import { html, type Markup } from "./html.ts";
import type { Spoken } from "./words.ts";

/** A page for people without an account, before it stands in the frame that was built. */
export interface PublicPage {
  readonly title: string;
  readonly head: Markup;
  readonly body: Markup;
  /** What its script goes by; none of it is secret to whoever reads the page. */
  readonly data?: Readonly<Record<string, string>>;
}

/** Where the built page takes what is told here (web/public-wall.html). */
const TITLE = "<title>Digital Wall</title>";
const BODY = '<main id="page"></main>';
const HTML = '<html lang="en"';

/** Puts a page into the frame that was built; where none was, it is plain and says the same. */
export function framed(frame: string, { title, head, body, data = {} }: PublicPage, { language }: Spoken): string {
  const said = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return frame
    .replace(HTML, () => `<html lang="${language}"`)
    .replace(TITLE, () => `<title>${escaped(title)}</title>${head.text}`)
    .replace(BODY, () => `<main id="page"${said.join("")}>${body.text}</main>`);
}

/** The frame without look and script. */
export const PLAIN_FRAME = `<!doctype html>${HTML}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${TITLE}</head><body>${BODY}</body></html>`;

/** What a page that says one thing says: that a link is over, that something is asked. */
export const saying = (title: string, why: string, more: Markup | null = null): Markup =>
  html`<div class="saying"><h1>${title}</h1><p>${why}</p>${more}</div>`;
