/**
 * `npm run scale-sim [-- --write] [-- file]`: what 1, 10, 100 and 1,000 times the people would need, from the figures in
 * measured.json or in the file that is named, which `npm run bench -- --json` has written. `--write` puts it into
 * docs/scale.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { withReport } from "./document.ts";
import { readMeasured } from "./measured.ts";
import { reportOf } from "./report.ts";

const DOCUMENT = new URL("../../docs/scale.md", import.meta.url);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean" } } });
const report = reportOf(readMeasured(positionals[0]));
if (values.write) writeFileSync(DOCUMENT, withReport(readFileSync(DOCUMENT, "utf8"), report));
else process.stdout.write(`${report}\n`);
