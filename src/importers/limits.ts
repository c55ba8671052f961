import { LIMITS } from "../contract/limits.ts";

/**
 * What importers take of one source, one row, one field. Sizes of text are in UTF-16 units as JavaScript counts them.
 * What goes over a limit is told by its name: as a broken row, or as a loss beside the thing that is kept.
 */
export const IMPORT_LIMITS = {
  /** Of one source, broken ones too. */
  rows: 1_000_000,
  /** One element of JSON, which may hold a page. */
  rowCharacters: 16_000_000,
  /** One record of CSV, one line, one tag of HTML: what is longer has lost its end. */
  recordCharacters: 2_000_000,
  /** How deep one element of JSON may be nested. */
  rowDepth: 200,
  /** A title of more is no title; shorter ones are cut to what an item has. */
  titleCharacters: 100_000,
  /** Tags of more are a broken row; of fewer, as many are kept as an item has. */
  tags: 1_000,
  walls: 100,
  /** Other addresses of one thing. */
  addresses: 20,
  /** Folders within folders; the ones between are left out. */
  wallDepth: 20,
  highlights: 2_000,
  highlightCharacters: 20_000,
  /** Files that come with one thing. */
  filesOfThing: 50,
  authorCharacters: 300,
  idCharacters: 200,
  htmlCharacters: LIMITS.jsonWithHtmlBytes,
  /** Folders, lists and collections that one source may name. */
  namedWalls: 20_000,
  columns: 500,
  /** Of the names in an archive; each takes some 200 bytes of memory. */
  archiveEntries: 200_000,
  archivePathCharacters: 1_000,
  /** Of one packed file, unpacked; what a person may hand in as a file, and more for exports that are packed. */
  entryBytes: 4_000_000_000,
  /** Deflate reaches 1,032; text of real exports stays below 50. Small files may be as dense as they like. */
  archiveRatio: 200,
  archiveRatioFromBytes: 10_000_000,
  /** Of all packed files together, unpacked. */
  archiveBytes: 1_000_000_000_000,
  /** Packed texts that are read whole: metadata, highlights, notes. */
  wholeTextBytes: 64_000_000,
  frontMatterCharacters: 64_000,
  /** Rows that a table's columns are guessed from, and as much of a file as tells its format. */
  guessedRows: 200,
  sampleBytes: 128_000,
} as const;
