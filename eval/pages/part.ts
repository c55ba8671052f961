import { readPageHere } from "../../src/content/read-page.ts";
import { decodePage } from "../../src/core/charset.ts";
import type { EvalPart, Figure } from "../part.ts";
import { type PageFixture, readCharsetCases, readPageFixtures } from "./fixtures.ts";
import { scoreArticle, scoreMetadata, type Verdict } from "./score.ts";

type CaseVerdict = Verdict & { readonly id: string; readonly heldBack: boolean };

/** How a page came to say its charset, as the figures name it. */
const WAYS: Readonly<Record<string, string>> = {
  bom: "charsets, declared",
  header: "charsets, declared",
  meta: "charsets, declared",
  none: "charsets, not declared",
  liar: "charsets, declared wrongly",
  latin: "charsets, declared wrongly",
  "wrong-header": "charsets, declared wrongly",
};

/** How right pages are read. */
export const pages: EvalPart = {
  name: "pages",
  about:
    "Reading a page, from its bytes to metadata and article, on pages of our own in the shapes found in the wild, in 25 languages; every third is held back while the rules are worked on. Precision is the share of answers given that are right, recall the share of answers wanted that came; overlap is the harmonic mean over words.",
  measure({ say, details }) {
    const verdicts = [...readPageFixtures().flatMap(judgePage), ...judgeCharsets()];
    if (details)
      for (const { id, figure, value, why } of verdicts.filter((one) => !one.heldBack && one.value < 0.95))
        say(`${id}: ${figure} ${value.toFixed(2)} ${why}`);
    const grouped = Map.groupBy(verdicts, (verdict) => verdict.figure);
    const figures = [...grouped.keys()].sort().map((name) => figureOf(name, grouped.get(name) ?? []));
    const held = verdicts.filter(({ heldBack }) => heldBack);
    const told = held.filter(({ figure }) => / (?:precision|recall)$/.test(figure));
    const overlaps = held.filter(({ figure }) => figure === "article overlap");
    return Promise.resolve([
      ...figures,
      figureOf("all metadata, held back", told),
      figureOf("article overlap, held back", overlaps),
    ]);
  },
};

function judgePage(fixture: PageFixture): CaseVerdict[] {
  const { id, expected, page, heldBack } = fixture;
  const bytes = new TextEncoder().encode(page);
  const read = readPageHere({ bytes, contentType: expected.type ?? "text/html; charset=utf-8", url: expected.url });
  if ("code" in read) return [{ id, heldBack, figure: "pages read", value: 0, why: read.reason }];
  const verdicts: Verdict[] = [
    { figure: "pages read", value: 1, why: "" },
    ...scoreMetadata(fixture, read.metadata),
    ...scoreArticle(fixture, read.article),
  ];
  if (expected.obstacle !== undefined && expected.obstacle !== null)
    verdicts.push({
      figure: "obstacles recognised",
      value: read.obstacle === expected.obstacle ? 1 : 0,
      why: `${read.obstacle} for ${expected.obstacle}`,
    });
  else
    verdicts.push({
      figure: "no false alarms",
      value: read.obstacle === null ? 1 : 0,
      why: `${read.obstacle} for none`,
    });
  return verdicts.map((verdict) => ({ ...verdict, id, heldBack }));
}

function judgeCharsets(): CaseVerdict[] {
  return readCharsetCases().map(({ charset, way, text, bytes, contentType }, index) => {
    const decoded = decodePage(bytes, contentType);
    return {
      id: `charset ${charset} ${way}`,
      heldBack: index % 3 === 2,
      figure: WAYS[way] ?? way,
      value: decoded.text.includes(text) ? 1 : 0,
      why: `read as ${decoded.charset}`,
    };
  });
}

function figureOf(name: string, verdicts: readonly Verdict[]): Figure {
  const sum = verdicts.reduce((total, { value }) => total + value, 0);
  return { name, value: verdicts.length === 0 ? 0 : sum / verdicts.length, cases: verdicts.length };
}
