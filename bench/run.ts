import { parseArgs } from "node:util";
import type { BenchOptions, Measured, Row } from "./row.ts";
import { accept } from "./rows/accept.ts";
import { busy } from "./rows/busy.ts";
import { firstCard } from "./rows/first-card.ts";
import { firstSight } from "./rows/first-sight.ts";
import { importing } from "./rows/import.ts";
import { largeImports } from "./rows/large-import.ts";
import { longWall } from "./rows/long-wall.ts";
import { meaning } from "./rows/meaning.ts";
import { memory } from "./rows/memory.ts";
import { page } from "./rows/page.ts";
import { pipeline } from "./rows/pipeline.ts";
import { reads } from "./rows/reads.ts";
import { search } from "./rows/search.ts";
import { searchMillion } from "./rows/search-million.ts";
import { shareCost } from "./rows/share-cost.ts";
import { shareToScreen } from "./rows/share-to-screen.ts";
import { sse } from "./rows/sse.ts";
import { start } from "./rows/start.ts";
import { uploads } from "./rows/uploads.ts";
import { workers } from "./rows/workers.ts";
import { TOPOLOGIES, type Topology, whyNotDistributed } from "./server.ts";
import { jsonOf, tableOf } from "./table.ts";

/** Every row, in the order of the table of aims. */
const ROWS: readonly Row[] = [
  accept,
  busy,
  reads,
  pipeline,
  firstSight,
  shareToScreen,
  workers,
  shareCost,
  search,
  searchMillion,
  meaning,
  sse,
  memory,
  uploads,
  importing,
  largeImports,
  start,
  firstCard,
  longWall,
  page,
];

const HELP = `npm run bench -- [--rows a,b] [--rounds n] [--quick] [--on embedded] [--keep folder] [--json]

Measures ours and the limit beside it in the same run, in turn, on 127.0.0.1 only: embedded (one process, SQLite, a
folder) and distributed (a server and a worker on PostgreSQL and a Redis of its own; uploaded files in S3 where Ceph's
programs are installed).

${ROWS.map(({ name, about }) => `  ${name.padEnd(16)}${about}`).join("\n")}

  --rows          only these, separated by commas
  --rounds        runs of each side (5; 2 with --quick)
  --quick         short and rough, to see that everything works
  --on            embedded or distributed only; without it both, where the engines are there
  --keep          a folder in which what takes long to fill (search-million) stays, to be measured again; on PostgreSQL
                  its database stays, too, and is yours to drop
  --json          every run as JSON instead of a table, with the date and the machine
`;

/** `npm run bench`: exits with 1 only when a row could not be measured; aims that are missed are figures, not failures. */
async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string" },
      rounds: { type: "string" },
      on: { type: "string" },
      keep: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const rows = named(ROWS, values.rows, ({ name }) => name).filter(
    ({ onlyNamed = false }) => !onlyNamed || values.rows !== undefined,
  );
  const wanted = named(TOPOLOGIES, values.on, (name) => name);
  const without = wanted.includes("distributed") ? await whyNotDistributed() : null;
  if (without !== null) process.stderr.write(`Nothing distributed is measured: ${without}.\n`);
  const topologies = wanted.filter((name) => name === "embedded" || without === null);
  const { quick } = values;
  const options: BenchOptions = {
    quick,
    rounds: Number(values.rounds ?? (quick ? 2 : 5)),
    runMs: quick ? 800 : 3_000,
    keepIn: values.keep ?? null,
  };
  const figures: Measured[] = [];
  for (const row of rows) figures.push(...(await measured(row, topologies, options)));
  process.stdout.write(`${values.json ? jsonOf(figures, options) : tableOf(figures)}\n`);
}

/** Those of a list that were asked for by their names, in its own order; all when nobody asked. */
function named<Thing>(all: readonly Thing[], asked: string | undefined, nameOf: (thing: Thing) => string): Thing[] {
  const names = asked?.split(",").map((name) => name.trim()) ?? all.map(nameOf);
  const unknown = names.find((name) => !all.some((thing) => nameOf(thing) === name));
  if (unknown !== undefined) throw new Error(`there is no "${unknown}"; see --help`);
  return all.filter((thing) => names.includes(nameOf(thing)));
}

/** The figures of a row, those of the same thing on both topologies beneath each other. */
async function measured(row: Row, wanted: readonly Topology[], options: BenchOptions): Promise<Measured[]> {
  const figures: Measured[] = [];
  const places = row.on.length === 0 ? [null] : row.on.filter((name) => wanted.includes(name));
  for (const on of places) {
    const startedAt = performance.now();
    process.stderr.write(`${row.name}${on === null ? "" : `, ${on}`} …`);
    try {
      const found = await row.measure(options, on ?? "embedded");
      figures.push(...found.map((figure) => ({ ...figure, on })));
      process.stderr.write(` ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(` could not be measured: ${why}\n`);
      process.exitCode = 1;
    }
  }
  const names = [...new Set(figures.map(({ what }) => what))];
  return names.flatMap((name) => figures.filter(({ what }) => what === name));
}

await bench();
