/**
 * Reads an export that is made while it is read, in a process of its own, and says what that took. Arguments: what kind
 * of file, how many megabytes.
 */
import type { ImportSource } from "../../src/core/imported.ts";
import { readImport } from "../../src/importers/read-import.ts";
import { largeImport } from "./large-imports.ts";

function sourceOf(kind: string, bytes: number): ImportSource {
  return {
    name: "large",
    bytes,
    read({ from = 0, to = bytes } = { from: 0 }) {
      if (from !== 0) throw new Error("only archives are read from elsewhere than their start");
      return largeImport(kind, to);
    },
  };
}

const [kind = "", megabytes = "1"] = process.argv.slice(2);
const { rows } = await readImport(sourceOf(kind, Number(megabytes) * 1_000_000), { nowMs: Date.now() });
const counted = { thing: 0, broken: 0, wall: 0, "smart-list": 0 };
for await (const row of rows) counted[row.kind] += 1;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.send?.({
  things: counted.thing,
  broken: counted.broken,
  rssMegabytes: Math.round(maxRSS / 1_000),
  cpuMs: Math.round((userCPUTime + systemCPUTime) / 1_000),
});
process.disconnect?.();
