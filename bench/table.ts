import { cpus, totalmem } from "node:os";
import { type BenchOptions, type Figure, type Measured, summarise } from "./row.ts";

const HEAD = ["what", "on", "ours", "the limit beside it", "ratio", "aim", "", "runs, spread"] as const;

/** The figures as a Markdown table: readable on a terminal, and as it stands in docs/performance.md. */
export function tableOf(figures: readonly Measured[]): string {
  const rows = figures.map(cellsOf);
  const widths = HEAD.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(HEAD), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)].join("\n");
}

function cellsOf(figure: Measured): string[] {
  const { ours, limit, ratio, runs, spread, verdict } = summarise(figure);
  const { unit, aim } = figure;
  return [
    figure.what + (figure.note === undefined ? "" : ` (${figure.note})`),
    figure.on ?? "",
    runs === 0 ? "not measured" : amount(ours, unit),
    limit === null ? "" : `${amount(limit, unit)} (${figure.limit?.what})`,
    ratio === null ? "" : `${ratio.toFixed(2)}`,
    aim?.text ?? "",
    verdict ?? "",
    `${runs}, ±${Math.round(spread * 100)} %`,
  ];
}

function amount(value: number, unit: Figure["unit"]): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const number = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === "/s" ? `${number}/s` : `${number} ${unit}`;
}

/** The same figures for a program: every run, what follows from them, and when and on what they were measured. */
export function jsonOf(figures: readonly Measured[], { rounds, quick }: BenchOptions): string {
  const rows = figures.map((figure) => ({
    what: figure.what,
    on: figure.on,
    unit: figure.unit,
    note: figure.note ?? null,
    aim: figure.aim?.text ?? null,
    limit_is: figure.limit?.what ?? null,
    ...summarise(figure),
    runs_of_ours: figure.ours,
    runs_of_limit: figure.limit?.values ?? null,
  }));
  const [core] = cpus();
  const machine = `${cpus().length} × ${core?.model ?? "unknown"}, ${Math.round(totalmem() / 1e9)} GB`;
  const date = new Date().toISOString().slice(0, 10);
  return JSON.stringify({ date, machine, node: process.version, rounds, quick, figures: rows }, null, 2);
}
