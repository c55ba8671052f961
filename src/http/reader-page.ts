import { withPictureAddresses } from "../core/article-pictures.ts";

/** What a stored article looks like in its frame: our type, no scripts, nothing from outside. */
const STYLE = `
:root{color-scheme:light dark;--ink:oklch(25% .012 60);--muted:oklch(50% .014 65);--line:oklch(25% .012 60/.14);--sunken:oklch(94.6% .008 82)}
@media(prefers-color-scheme:dark){:root{--ink:oklch(93% .006 250);--muted:oklch(70% .014 252);--line:oklch(93% .01 250/.16);--sunken:oklch(24.5% .015 258)}}
body{margin:0;color:var(--ink);font:18.5px/1.62 Newsreader,Georgia,"Noto Serif",serif;overflow-wrap:break-word;max-width:70ch}
h1,h2,h3,h4{line-height:1.2;margin:1.6em 0 .5em;text-wrap:balance}h1{font-size:27px}h2{font-size:22.5px}h3,h4{font-size:18.5px}
p,ul,ol,figure,table,pre,blockquote{margin:0 0 1em}a{color:inherit;text-decoration-color:var(--muted);text-underline-offset:.15em}
blockquote{padding-left:1em;border-left:2px solid var(--line);margin-inline:0}pre,code{font:12.5px/1.55 ui-monospace,Menlo,monospace}
pre{background:var(--sunken);padding:14px 16px;border-radius:10px;overflow:auto}code{background:var(--sunken);padding:.1em .3em;border-radius:4px}pre code{padding:0;background:none}
img{max-width:100%;height:auto;border-radius:6px}figcaption{color:var(--muted);font-size:15.5px}table{border-collapse:collapse;display:block;overflow:auto}td,th{border-bottom:1px solid var(--line);padding:6px 10px;text-align:start}
.text{white-space:pre-wrap}hr{border:0;border-top:1px solid var(--line)}`;

/**
 * A whole document around a stored article or a shared text. `html` was sanitised when it was stored; the answer's own
 * policy lets nothing in it act, and load only pictures that are kept here.
 */
export function readerPage({
  title,
  language,
  html,
  text,
  fileAddress,
}: {
  title: string;
  language: string | null;
  html: string | null;
  text: string;
  /** Where the frame finds a kept picture. */
  fileAddress: (fileId: string) => string;
}): string {
  const body =
    (html === null ? null : withPictureAddresses(html, fileAddress)) ??
    `<div class="text" dir="auto">${escaped(text)}</div>`;
  const lang = language === null ? "" : ` lang="${escaped(language)}"`;
  return `<!doctype html><html${lang}><head><meta charset="utf-8"><title>${escaped(title)}</title><base target="_blank"><style>${STYLE}</style></head><body dir="auto">${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
