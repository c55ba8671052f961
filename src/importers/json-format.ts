import type { ImportPlace, ImportSource } from "../core/imported.ts";
import { decodeText } from "./decode.ts";
import type { FileFormat } from "./format.ts";
import { type JsonFound, pickJson } from "./json-scanner.ts";
import { type BrokenRow, refusedRow } from "./refusals.ts";
import { type RawThing, thingRow } from "./row.ts";

/** The values at some ways of a JSON file; see `pickJson`. */
export const jsonFile = (source: ImportSource, ways: readonly string[]): AsyncGenerator<JsonFound> =>
  pickJson(decodeText(source.read()), ways);

/** What is said of an element that is none, or of a file that ends too early. */
export function unreadRow(found: Exclude<JsonFound, { kind: "value" }>, at: ImportPlace): BrokenRow {
  switch (found.kind) {
    case "broken":
      return refusedRow(at, found.code);
    case "cut":
      return refusedRow({}, "source-cut");
    case "not-json":
      return refusedRow({}, "source-not-readable");
    default:
      return found satisfies never;
  }
}

/** Of a file whose things lie in a list, each whole in itself. */
export function jsonFormat(options: {
  readonly name: string;
  /** Where the things lie: `*`, `items.*`; in one file only one of them has any. */
  readonly ways: readonly string[];
  /** What each thing has, by which the file is known. */
  readonly keys: readonly string[];
  toThing(value: unknown): RawThing;
}): FileFormat {
  return {
    name: options.name,
    reads: "file",
    sureness: ({ outline }) =>
      options.ways.some((way) => options.keys.every((key) => outline.has(`${way}.${key}`))) ? 0.95 : 0,
    async *read(source, { nowMs }) {
      let index = 0;
      for await (const found of jsonFile(source, options.ways)) {
        index += 1;
        yield found.kind === "value"
          ? thingRow({ index }, options.toThing(found.value), nowMs)
          : unreadRow(found, { index });
      }
    },
  };
}
