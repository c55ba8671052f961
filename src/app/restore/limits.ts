/** What an archive may be. What people really have lies far below; what is made to do harm lies above. */
export const RESTORE_LIMITS = {
  /** Some 113 bytes of memory are kept of each that is a file, 20 of others (test/suites/restore-memory.test.ts). */
  entries: 4_000_000,
  /** There are five of them, and perhaps some more in later versions. */
  filesOfLines: 100,
  /** Of one item with everything it says. */
  lineBytes: 64_000_000,
  /** All that is unpacked, by the archive's own size, and what is allowed on top for small ones. */
  unpackedTimes: 200,
  unpackedAnywayBytes: 1_000_000_000,
  /** Rows that stand within one record. */
  rowsWithin: 10_000,
  htmlCharacters: 8_000_000,
  manifestBytes: 100_000,
} as const;
