import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import type { Params } from "../../src/contract/parts.ts";
import { done as german } from "../../web/src/words/de/audit-done.ts";
import { told as germanTold } from "../../web/src/words/de/told.ts";
import { type Audited, done as english } from "../../web/src/words/en/audit-done.ts";
import { told as englishTold } from "../../web/src/words/en/told.ts";
import { inBrowser, openPage, visit } from "../harness/browser.ts";
import { SCREENS } from "../harness/screens.ts";
import { newShownWall } from "../harness/shown-wall.ts";

const PAGE = join(import.meta.dirname, "../../web/src");
const SCREEN_FILES = globSync("words/en/*.ts", { cwd: PAGE })
  .map((path) => path.replaceAll("\\", "/").slice("words/en/".length))
  .filter((file) => !["index.ts", "told.ts", "audit-done.ts"].includes(file));

type Catalog = { readonly [key: string]: Saying };
type Saying = string | ((...parts: readonly unknown[]) => string) | Catalog;

async function catalogOf(language: "en" | "de", file: string): Promise<Catalog> {
  return (await import(pathToFileURL(join(PAGE, "words", language, file)).href)) as Catalog;
}

/** Every sentence of a catalog by its path; a function is said with a mark for each of its parts. */
function saidIn(catalog: Catalog, path = ""): Map<string, string> {
  const said = new Map<string, string>();
  for (const [key, saying] of Object.entries(catalog)) {
    const name = `${path}.${key}`;
    if (typeof saying === "string") said.set(name, saying);
    else if (typeof saying === "function")
      said.set(name, saying(...Array.from({ length: saying.length }, (_, part) => `⟨${part}⟩`)));
    else for (const [inner, words] of saidIn(saying, name)) said.set(inner, words);
  }
  return said;
}

/** The places in a sentence where something is put in. */
const partsOf = (sentence: string): string => (sentence.match(/⟨\d⟩|\{\}/g) ?? []).toSorted().join(" ");

for (const file of SCREEN_FILES)
  test(`${file} says the same in English and in German, with the same parts`, async () => {
    const [english, german] = [saidIn(await catalogOf("en", file)), saidIn(await catalogOf("de", file))];
    assert.deepEqual([...german.keys()], [...english.keys()]);
    const [different, empty]: [string[], string[]] = [[], []];
    for (const [name, sentence] of english) {
      const other = german.get(name) ?? "";
      if (partsOf(other) !== partsOf(sentence)) different.push(`${name}: ${sentence} / ${other}`);
      if (other.trim() === "" || sentence.trim() === "") empty.push(name);
    }
    assert.deepEqual({ different, empty }, { different: [], empty: [] });
  });

/** As the record may have it: with names, of oneself, and of people who are gone. */
const AUDITED: readonly Audited[] = [true, false].flatMap((isYou) =>
  [true, false].flatMap((isSelf) =>
    ["⟨1⟩", null].flatMap((whom) =>
      [
        { by: "password", role: "editor", kind: "guest" },
        { by: "mail", role: "viewer", kind: "view" },
      ].map((detail) => ({
        ...{ who: isYou ? "You" : "⟨0⟩", isYou, whom, isWhomYou: isYou && isSelf, isSelf, detail },
        limits: "⟨2⟩",
      })),
    ),
  ),
);

test("whatever may be in the record is a sentence in English and in German, that names the same people", () => {
  assert.deepEqual(Object.keys(german), Object.keys(english));
  for (const [action, sentence] of Object.entries(english))
    for (const audited of AUDITED) {
      const [here, there] = [sentence(audited), german[action as keyof typeof german](audited)];
      for (const said of [here, there]) assert.doesNotMatch(said, /undefined|null|^$|\s\s/, action);
      assert.match(here + there, /\p{L}{3}/u);
      assert.equal(partsOf(there), partsOf(here), `${action}: ${here} / ${there}`);
      assert.notEqual(there, here);
    }
});

/** What is written into a drawing of the page: text between tags, and what stands in the attributes that are read out. */
function inlineWordsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/[^\n]*/g, "$1");
  const texts = [...code.matchAll(/(?<![=\s])>([^<>{}=;()]*\p{L}{2}[^<>{}=;()]*)<(?=[/a-z])/gu)].map(([, text = ""]) =>
    text.trim(),
  );
  const attributes = [
    ...code.matchAll(/\b(?:aria-label|title|placeholder|alt|label|heading|text)="([^"]*\p{L}[^"]*)"/gu),
  ];
  const written = [...code.matchAll(/\b(?:aria-label|title|placeholder|alt|label|heading|text)=\{`([^`]*)`\}/g)]
    .map(([, text = ""]) => text)
    .filter((text) => /\p{L}{2}/u.test(text.replace(/\$\{[^}]*\}/g, "")));
  return [...texts, ...attributes.map(([, text = ""]) => text), ...written];
}

/** Names and commands, which are the same in every language. */
const NO_WORDS = new Set(["npx digital-wall owner-link", "Digital Wall"]);

test("no screen has words of its own: all of them stand in the catalog", () => {
  const own = globSync("**/*.tsx", { cwd: PAGE })
    .filter((path) => !path.startsWith("words"))
    .flatMap((path) => inlineWordsOf(readFileSync(join(PAGE, path), "utf8")).map((text) => `${path}: ${text}`))
    .filter((found) => !NO_WORDS.has(found.slice(found.indexOf(": ") + 2)));
  assert.deepEqual(own, []);
});

test("words in a drawing are found, and code is not taken for words", () => {
  assert.deepEqual(inlineWordsOf(`<p class="x">Nothing here</p>`), ["Nothing here"]);
  assert.deepEqual(inlineWordsOf(`<button aria-label="Close" />`), ["Close"]);
  assert.deepEqual(inlineWordsOf("<a title={`Open \u0024{name}`} />"), ["Open \u0024{name}"]);
  assert.deepEqual(inlineWordsOf(`const a: Map<string, Set<number>> = f(b > c, d < e); // Nothing here`), []);
  assert.deepEqual(inlineWordsOf(`<p class="x">{words.value.wall.empty}</p>`), []);
});

/** All that can be read or heard in a window. */
const HEARD = `(() => {
  const heard = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest("noscript, script")) heard.push(node.data);
  for (const element of document.querySelectorAll("*"))
    for (const name of ["aria-label", "title", "placeholder", "alt", "label"]) heard.push(element.getAttribute(name) ?? "");
  return heard.map((words) => words.replace(/\\s+/g, " ").trim()).filter(Boolean);
})()`;
const heardIn = async (page: Page): Promise<string[]> => (await page.evaluate(HEARD)) as string[];

/** What is said of the server's codes, with marks for its words; a warning is two sentences. */
function toldIn(told: typeof englishTold): Map<string, string> {
  const values = { by: "⟨0⟩", file: "⟨0⟩" };
  const said = new Map<string, string>();
  for (const [kind, sayings] of Object.entries(told))
    for (const [code, saying] of Object.entries(sayings) as [string, (of: Params) => string | readonly string[]][])
      for (const [part, sentence] of [saying(values)].flat().entries()) said.set(`${kind}.${code}.${part}`, sentence);
  return said;
}

/** English sentences that are none in German, as patterns in which each part may be any word. */
async function englishOnly(): Promise<RegExp[]> {
  const all = await Promise.all(
    SCREEN_FILES.map(async (file) => ({
      english: saidIn(await catalogOf("en", file)),
      german: saidIn(await catalogOf("de", file)),
    })),
  );
  all.push({ english: toldIn(englishTold), german: toldIn(germanTold) });
  const german = new Set(all.flatMap((each) => [...each.german.values()]));
  const english = new Set(
    all.flatMap((each) => [...each.english.values()]).filter((sentence) => !german.has(sentence)),
  );
  return [...english]
    .filter((sentence) => /\p{L}{2}/u.test(sentence.replace(/⟨\d⟩|\{\}/g, "")))
    .map((sentence) => {
      const plain = sentence.split(/⟨\d⟩|\{\}/).map((part) => part.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&"));
      return new RegExp(`^${plain.join("\\S+")}$`, "u");
    });
}

test("whose browser speaks German hears no English on any screen", inBrowser(), async (t) => {
  const shown = await newShownWall(t);
  const options = { locale: "de-DE", reducedMotion: "reduce" } as const;
  const [outside, inside] = [await visit(t, shown.wall.url, options), await shown.visit(t, options)];
  const english = await englishOnly();
  const found: string[] = [];
  for (const { name, isOutside, open, leave } of SCREENS) {
    const { page } = isOutside ? outside : inside;
    await open(page, shown);
    assert.equal(await page.locator("html").getAttribute("lang"), "de", name);
    for (const heard of await heardIn(page))
      if (english.some((sentence) => sentence.test(heard))) found.push(`${name}: ${heard}`);
    await leave?.(page);
  }
  assert.deepEqual(found, []);
});

test(
  "a language that is chosen is spoken from the first sentence on, and the browser's where none is",
  inBrowser(),
  async (t) => {
    const shown = await newShownWall(t);
    const { page } = await visit(t, shown.wall.url);
    const heading = page.locator(".door h1");
    await heading.filter({ hasText: "You are not signed in here." }).waitFor();
    await choose(page, "de");
    await page.reload();
    await heading.filter({ hasText: "Du bist hier nicht angemeldet." }).waitFor();
    await page.goto(`${shown.wall.url}/share-target?failed=not-read`);
    await page.getByRole("heading", { name: "Nicht gespeichert" }).waitFor();
    await choose(page, "xx");
    await page.goto(shown.wall.url);
    await heading.filter({ hasText: "You are not signed in here." }).waitFor();
  },
);

test(
  "another language is spoken at once, also in the other windows, and nothing is loaded anew",
  inBrowser(),
  async (t) => {
    const shown = await newShownWall(t);
    const { page, context, complaints } = await shown.visit(t);
    const card = page.locator("article").filter({ hasText: "The last lamplighter" });
    await card.getByText("just now").waitFor();
    await page.locator("#box").fill("Half a thought");
    const other = await openPage(context, `${shown.wall.url}/share-target?failed=nothing`);
    await choose(other.page, "de");
    await card.getByText("gerade eben").waitFor();
    await page.getByRole("button", { name: "Suchen", exact: true }).waitFor();
    await page.getByText("Eine Notiz", { exact: true }).waitFor();
    assert.equal(await page.locator("#box").inputValue(), "Half a thought");
    await choose(other.page, null);
    await card.getByText("just now").waitFor();
    assert.deepEqual(complaints, []);
  },
);

/** Keeps a choice as another window does. */
const choose = (page: Page, tag: string | null): Promise<unknown> =>
  page.evaluate(tag === null ? "localStorage.removeItem('language')" : `localStorage.setItem('language', '${tag}')`);
