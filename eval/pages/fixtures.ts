import { readdirSync, readFileSync } from "node:fs";
import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { createSinglebyteEncoder } from "@exodus/bytes/single-byte.js";
import type { PageMetadata, PageObstacle } from "../../src/core/page.ts";

/** What reading a page must yield. What is not named is not judged. */
interface PageExpectation {
  readonly url: string;
  /** The `Content-Type` it is served with. */
  readonly type?: string;
  readonly metadata: Partial<PageMetadata>;
  /** Whether there is an article. */
  readonly article?: boolean;
  /** Null says that there is none, and that seeing one is a false alarm. */
  readonly obstacle?: PageObstacle | null;
  /** Sentences that the article must have, and must not have. */
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  /** What must survive: its kind, and a selector or `text:` with words that the article's HTML must hold. */
  readonly keeps?: readonly (readonly [kind: string, proof: string])[];
  /** The article's pictures. */
  readonly images?: readonly string[];
}

/**
 * A page of ours as a site would serve it. On disk it is one file: the expectation, a line of `=====`, and the page, in
 * which `{{en 1-3}}` stands for paragraphs of our own in `<p>` and `{{en 2 raw}}` for the bare text. What lies between
 * `<!--[-->` and `<!--]-->` is the article; the marks are taken out before anybody reads the page.
 */
export interface PageFixture {
  readonly id: string;
  readonly expected: PageExpectation;
  readonly page: string;
  /** The article's text by the marks; null when there are none. */
  readonly articleText: string | null;
  /** Every third: not looked at while the rules are worked on. */
  readonly heldBack: boolean;
}

/** A page in one charset, told one way: by header, meta, byte order mark, not at all, or wrongly. */
export interface CharsetCase {
  readonly charset: string;
  readonly way: string;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

const HELD_BACK_EVERY = 3;
const PARAGRAPHS = readJson("./paragraphs.json") as Record<string, readonly string[]>;

export function readPageFixtures(): PageFixture[] {
  const folder = new URL("./fixtures/", import.meta.url);
  const names = readdirSync(folder).sort();
  return names.map((name, index) => {
    const [head = "", written = ""] = readFileSync(new URL(name, folder), "utf8").split("\n=====\n", 2);
    const filled = written.replace(/\{\{([\w-]+) (\d)(?:-(\d))?( raw)?\}\}/g, (_all, language: string, ...rest) =>
      paragraphs(language, rest[0] as string, rest[1] as string | undefined, rest[2] !== undefined),
    );
    return {
      id: name.replace(/\.page$/, ""),
      expected: JSON.parse(head) as PageExpectation,
      page: filled.replaceAll("<!--[-->", "").replaceAll("<!--]-->", ""),
      articleText: markedText(filled),
      heldBack: index % HELD_BACK_EVERY === HELD_BACK_EVERY - 1,
    };
  });
}

export function readCharsetCases(): CharsetCase[] {
  const table = readJson("./charsets.json") as readonly (readonly [charset: string, language: string, ways: string])[];
  return table.flatMap(([charset, language, ways]) =>
    ways.split(" ").map((way) => {
      const text = (PARAGRAPHS[language] ?? []).join(" ");
      const meta = way === "meta" ? `<meta charset="${charset}">` : way === "liar" ? '<meta charset="utf-8">' : "";
      const page = `<!doctype html><html><head>${meta}<title>1</title></head><body><p>${text}</p></body></html>`;
      const headers: Record<string, string> = {
        header: `; charset=${charset.startsWith("utf-16") ? "utf-16" : charset}`,
        latin: "; charset=iso-8859-1",
        "wrong-header": "; charset=iso-8859-1",
        liar: "; charset=utf-8",
      };
      const contentType = `text/html${headers[way] ?? ""}`;
      return { charset, way, text, contentType, bytes: encodePage(way === "bom" ? `\ufeff${page}` : page, charset) };
    }),
  );
}

function encodePage(page: string, charset: string): Uint8Array {
  if (charset === "utf-8") return new TextEncoder().encode(page);
  if (charset === "utf-16le") return Buffer.from(page, "utf16le");
  if (charset === "utf-16be") return Buffer.from(page, "utf16le").swap16();
  const isMultibyte = /^(?:gb|big5|euc-|iso-2022|shift)/.test(charset);
  return isMultibyte ? createMultibyteEncoder(charset)(page) : createSinglebyteEncoder(charset)(page);
}

function paragraphs(language: string, from: string, to: string | undefined, raw: boolean): string {
  const chosen = (PARAGRAPHS[language] ?? []).slice(Number(from) - 1, Number(to ?? from));
  if (chosen.length !== Number(to ?? from) - Number(from) + 1)
    throw new Error(`no paragraph ${language} ${from}-${to}`);
  return raw ? chosen.join("\n\n") : chosen.map((text) => `<p>${text}</p>`).join("\n");
}

function markedText(page: string): string | null {
  const regions = [...page.matchAll(/<!--\[-->([\s\S]*?)<!--\]-->/g)].map((match) => match[1] ?? "");
  if (regions.length === 0) return null;
  return regions
    .join("\n")
    .replace(/<(script|style|noscript|annotation)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<\/?[a-z][^>]*>/g, " ");
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
}
