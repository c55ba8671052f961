import type { ReaderSize, ReaderTheme } from "../contract/reader.ts";
import { withPictureAddresses } from "../core/article-pictures.ts";
import { escaped } from "./escaped.ts";

const SIZES_PX: Record<ReaderSize, number> = { small: 16.5, normal: 18.5, large: 21.5, largest: 25 };

const LIGHT =
  "--ink:oklch(25% .012 60);--muted:oklch(50% .014 65);--line:oklch(25% .012 60/.14);--sunken:oklch(94.6% .008 82);--yellow:oklch(92% .13 98);--green:oklch(91% .1 150);--blue:oklch(90% .07 240);--pink:oklch(90% .08 350)";
const DARK =
  "--ink:oklch(93% .006 250);--muted:oklch(70% .014 252);--line:oklch(93% .01 250/.16);--sunken:oklch(24.5% .015 258);--yellow:oklch(42% .08 95);--green:oklch(40% .08 155);--blue:oklch(41% .09 245);--pink:oklch(42% .1 355)";
const PAPER =
  "--ground:oklch(93.5% .028 85);--ink:oklch(30% .03 60);--muted:oklch(46% .03 65);--line:oklch(30% .03 60/.2);--sunken:oklch(89.5% .032 84);--yellow:oklch(88% .13 92);--green:oklch(86% .09 145);--blue:oklch(85% .06 235);--pink:oklch(86% .07 15)";
const NIGHT =
  "--ground:oklch(14% .008 60);--ink:oklch(80% .02 75);--muted:oklch(66% .02 72);--line:oklch(80% .02 75/.18);--sunken:oklch(20% .01 60);--yellow:oklch(33% .06 90);--green:oklch(31% .05 150);--blue:oklch(31% .06 245);--pink:oklch(32% .07 0)";
/** A ground of its own leaves room between its edge and the words. */
const ROOM = "--room:24px";

/** Without a ground the page shows through, whose own colours these fit. */
const THEMES: Record<ReaderTheme, string> = {
  page: `:root{color-scheme:light dark;${LIGHT}}@media(prefers-color-scheme:dark){:root{${DARK}}}`,
  light: `:root{color-scheme:light;${LIGHT}}`,
  dark: `:root{color-scheme:dark;${DARK}}`,
  paper: `:root{color-scheme:light;${PAPER};${ROOM}}`,
  night: `:root{color-scheme:dark;${NIGHT};${ROOM}}`,
};

/** What a stored article looks like in its frame: our type, no scripts, nothing from outside. */
const STYLE = `
html{background:var(--ground,transparent)}body{margin:0;padding:var(--room,0);color:var(--ink);font:var(--size)/1.62 "Newsreader Variable","Noto Serif",Georgia,serif;overflow-wrap:break-word;max-width:70ch}
h1,h2,h3,h4{line-height:1.2;margin:1.6em 0 .5em;text-wrap:balance}h1{font-size:1.46em}h2{font-size:1.22em}h3,h4{font-size:1em}
p,ul,ol,figure,table,pre,blockquote{margin:0 0 1em}a{color:inherit;text-decoration-color:var(--muted);text-underline-offset:.15em}
blockquote{padding-left:1em;border-left:2px solid var(--line);margin-inline:0}pre,code{font:.68em/1.55 ui-monospace,Menlo,monospace}
pre{background:var(--sunken);padding:14px 16px;border-radius:10px;overflow:auto}code{background:var(--sunken);padding:.1em .3em;border-radius:4px}pre code{padding:0;background:none;font-size:1em}
img{max-width:100%;height:auto;border-radius:6px}figcaption{color:var(--muted);font-size:.84em}table{border-collapse:collapse;display:block;overflow:auto}td,th{border-bottom:1px solid var(--line);padding:6px 10px;text-align:start}
mark[data-mark]{background:var(--yellow);color:inherit;border-radius:2px;cursor:pointer}mark[data-colour=green]{background:var(--green)}mark[data-colour=blue]{background:var(--blue)}mark[data-colour=pink]{background:var(--pink)}mark[data-note]{text-decoration:underline dotted;text-underline-offset:.2em}mark[data-mark]:focus-visible{outline:2px solid var(--ink);outline-offset:1px}
.text{white-space:pre-wrap}hr{border:0;border-top:1px solid var(--line)}`;

/** Like the page's own (web/src/look/fonts.css): latin letters, other scripts come from the system behind it. */
const fontFace = (address: string): string =>
  `@font-face{font-family:"Newsreader Variable";font-display:swap;font-weight:200 800;src:url("${address}") format("woff2");unicode-range:U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD}`;

const styleOf = (size: ReaderSize, theme: ReaderTheme, font: string | null): string =>
  `${font === null ? "" : fontFace(font)}${THEMES[theme]}:root{--size:${SIZES_PX[size]}px}${STYLE}`;

/**
 * A whole document around a stored article or a shared text. `html` was sanitised when it was stored; the answer's own
 * policy lets nothing in it act, and load only our font and pictures that are kept here.
 */
export function readerPage({
  title,
  language,
  html,
  text,
  size,
  theme,
  font,
  fileAddress,
}: {
  title: string;
  language: string | null;
  html: string | null;
  text: string;
  size: ReaderSize;
  theme: ReaderTheme;
  /** The address of the font on this server; null where the page is not built, and a font of the system serves. */
  font: string | null;
  /** Where the frame finds a kept picture. */
  fileAddress: (fileId: string) => string;
}): string {
  const body =
    (html === null ? null : withPictureAddresses(html, fileAddress)) ??
    `<div class="text" dir="auto">${escaped(text)}</div>`;
  const lang = language === null ? "" : ` lang="${escaped(language)}"`;
  return `<!doctype html><html${lang}><head><meta charset="utf-8"><title>${escaped(title)}</title><base target="_blank"><style>${styleOf(size, theme, font)}</style></head><body dir="auto">${body}</body></html>`;
}
