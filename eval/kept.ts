import { readFileSync, writeFileSync } from "node:fs";
import type { EvalPart, Figure } from "./part.ts";

const FIGURES = new URL("../docs/quality.json", import.meta.url);
const PAGE = new URL("../docs/quality.md", import.meta.url);

/** A figure may be lower than the kept one by this much; one point of a hundred. */
const MOST_DROP = 0.01;
/** Shares are kept to four places, so that the file does not change by rounding. */
const PLACES = 4;

type KeptFigures = Record<string, Record<string, { readonly value: number; readonly cases: number }>>;

/** The figures as they were kept last, by part and name. */
export function readKept(): KeptFigures {
  return JSON.parse(readFileSync(FIGURES, "utf8")) as KeptFigures;
}

/** What is worse than it was, as sentences. A kept figure that is no longer measured counts as lost. */
export function dropsOf(part: EvalPart, figures: readonly Figure[], kept: KeptFigures): string[] {
  return Object.entries(kept[part.name] ?? {}).flatMap(([name, was]) => {
    const now = figures.find((figure) => figure.name === name);
    if (now === undefined) return [`${part.name}: ${name} is not measured any more`];
    const fell = was.value - now.value > MOST_DROP;
    return fell ? [`${part.name}: ${name} fell from ${percent(was.value)} to ${percent(now.value)}`] : [];
  });
}

/** Keeps the figures of a part, in docs/quality.json and in its table of docs/quality.md. */
export function keepFigures(part: EvalPart, figures: readonly Figure[]): void {
  const rounded = figures.map(({ name, value, cases }) => [name, { value: Number(value.toFixed(PLACES)), cases }]);
  const kept: KeptFigures = { ...readKept(), [part.name]: Object.fromEntries(rounded) };
  writeFileSync(FIGURES, `${JSON.stringify(kept, null, 2)}\n`);
  const [start, end] = [`<!-- ${part.name} -->`, `<!-- /${part.name} -->`];
  const page = readFileSync(PAGE, "utf8");
  if (!page.includes(start) || !page.includes(end)) throw new Error(`docs/quality.md has no place for ${part.name}`);
  const [before, after] = [page.slice(0, page.indexOf(start)), page.slice(page.indexOf(end))];
  writeFileSync(PAGE, `${before}${start}\n\n${part.about}\n\n${tableOf(figures)}\n\n${after}`);
}

/** "97.4 %". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function tableOf(figures: readonly Figure[]): string {
  if (figures.every(({ baseline }) => baseline === undefined)) {
    const rows = figures.map(({ name, value, cases }) => `| ${name} | ${percent(value)} | ${cases} |`);
    return ["| figure | share | cases |", "| --- | ---: | ---: |", ...rows].join("\n");
  }
  const rows = figures.map(({ name, value, cases, baseline }) => {
    const plain = baseline === undefined ? "" : percent(baseline);
    return `| ${name} | ${percent(value)} | ${plain} | ${cases} |`;
  });
  return ["| figure | share | baseline | cases |", "| --- | ---: | ---: | ---: |", ...rows].join("\n");
}
