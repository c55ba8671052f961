/** The look of the page in an archive: the wall's colours, with the fonts that the machine has. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: oklch(97.4% .006 85); --raised: oklch(99.4% .003 85); --sunken: oklch(94.6% .008 82);
  --ink: oklch(25% .012 60); --muted: oklch(50% .014 65); --line: oklch(25% .012 60 / .11); --accent: oklch(45% .09 168);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: oklch(16.5% .012 258); --raised: oklch(20.8% .014 258); --sunken: oklch(24.5% .015 258);
    --ink: oklch(93% .006 250); --muted: oklch(70% .014 252); --line: oklch(93% .01 250 / .1); --accent: oklch(81% .11 168);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 0 clamp(16px, 3vw, 40px) 64px; background: var(--ground); color: var(--ink);
  font: 15.5px/1.42 system-ui, sans-serif; overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 20px 0; }
h1 { font-size: 18.5px; font-weight: 600; margin: 0; }
#bar { display: flex; flex-wrap: wrap; gap: 8px; flex: 1; min-width: min(100%, 280px); }
#bar[hidden] { display: none; }
input, select {
  font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 12px;
  padding: 8px 12px; min-height: 40px; min-width: 0; max-width: 100%;
}
input { flex: 4 1 240px; }
select { flex: 1 1 130px; max-width: 220px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#status { color: var(--muted); font-size: 13px; margin: 0 0 16px; font-variant-numeric: tabular-nums; }
#items { display: flex; gap: 28px; align-items: start; }
.column { flex: 1 1 0; min-width: 0; }
.card { padding-bottom: 36px; }
.picture { display: block; width: 100%; height: auto; max-height: 480px; object-fit: contain; border-radius: 12px; background: var(--sunken); margin-bottom: 10px; }
.title { font-size: 15.5px; font-weight: 560; line-height: 1.3; margin: 0; }
.said { margin: 0 0 10px; padding: 18px 20px 20px; background: var(--raised); border: 1px solid var(--line); border-radius: 12px; font: 18.5px/1.4 ui-serif, Georgia, serif; white-space: pre-line; -webkit-line-clamp: 12; }
.title, .note, .words, .said { display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; }
.title { -webkit-line-clamp: 3; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 3px; }
.title a { text-decoration: none; }
a:hover { text-decoration: underline; text-decoration-color: var(--accent); }
.meta, .files { color: var(--muted); font-size: 13px; margin: 3px 0 0; }
.note { background: var(--raised); border: 1px solid var(--line); border-radius: 12px; padding: 12px 14px; margin: 8px 0 0; white-space: pre-line; -webkit-line-clamp: 10; }
.words { margin: 6px 0 0; white-space: pre-line; -webkit-line-clamp: 6; }
.tags { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 8px 0 0; }
.tags button { font: inherit; font-size: 13px; color: inherit; background: var(--sunken); border: 0; border-radius: 6px; padding: 3px 8px; min-height: 24px; cursor: pointer; }
#more { display: block; margin: 40px auto 0; font: inherit; color: inherit; background: var(--sunken); border: 0; border-radius: 12px; padding: 12px 20px; min-height: 44px; cursor: pointer; }
#more[hidden] { display: none; }
noscript p { max-width: 60ch; }
`;
