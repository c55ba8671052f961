/**
 * `npm run eval [-- PART…] [--write] [--details]`: how good the product is at what can be measured on cases of ours.
 * A figure that fell by more than a point from the kept one ends it with 1; `--write` keeps the figures of this run.
 */
import { parseArgs } from "node:util";
import { dropsOf, keepFigures, percent, readKept } from "./kept.ts";
import { PARTS } from "./parts.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false }, details: { type: "boolean", default: false } },
});

const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part called ${unknown.join(", ")}; there are ${PARTS.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}

const kept = readKept();
const drops: string[] = [];
for (const part of PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n${part.name}: ${part.about}`);
  const figures = await part.measure({ say: (text) => console.log(text), details: values.details });
  console.table(
    figures.map(({ name, value, cases }) => {
      const was = kept[part.name]?.[name]?.value;
      return { figure: name, share: percent(value), kept: was === undefined ? "" : percent(was), cases };
    }),
  );
  if (values.write) keepFigures(part, figures);
  else drops.push(...dropsOf(part, figures, kept));
}
for (const drop of drops) console.error(drop);
if (drops.length > 0) process.exitCode = 1;
