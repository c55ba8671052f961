/** The sizes and counts that callers meet. Those marked as settings in `config/` may be changed by whoever runs the server. */
export const LIMITS = {
  jsonBytes: 1_000_000,
  jsonWithHtmlBytes: 8_000_000,
  textBytes: 1_000_000,
  fileBytes: 100_000_000,
  filesPerShare: 20,
  /** An upload that no share names by then is removed. */
  stagedHours: 24,
  /** So long a share of something that stood already can be taken back. */
  undoMinutes: 60,
  fieldsPerForm: 40,
  titleCharacters: 500,
  noteCharacters: 20_000,
  urlCharacters: 8_000,
  languageCharacters: 35,
  siteCharacters: 300,
  wallNameCharacters: 120,
  wallDescriptionCharacters: 1_000,
  keyNameCharacters: 120,
  /** Of what a browser says of itself when somebody signs in. */
  userAgentCharacters: 300,
  tagsPerItem: 50,
  tagCharacters: 64,
  idempotencyKeyCharacters: 200,
  bulkRows: 500,
  itemsABulk: 500,
  /** The newest things of a wall, in its feed. */
  feedItems: 50,
  movesABulk: 100,
  /** So many shares at once are still looked at one by one. */
  bulkWatchedRows: 20,
  analyzeBatchItems: 50,
  modelCharacters: 120,
  instructionsCharacters: 2_000,
  listLimit: 100,
  listLimitDefault: 50,
  queryCharacters: 1_000,
  listTextCharacters: 2_000,
  streamWalls: 50,
  streamShares: 100,
  streamImports: 20,
  /** A file of an import; a setting. */
  importBytes: 2_000_000_000,
  /** Folders of one import that become walls; things in further ones stand on the wall that was asked for. */
  importWalls: 1_000,
  importColumns: 500,
  importColumnCharacters: 300,
  /** Checked or under way at once, of one person. */
  importsOpen: 20,
  /** The file of an import is kept so long after its end. */
  importFileDays: 30,
  /** A key of another service, or a word of how somebody signs in there. */
  serviceKeyCharacters: 500,
  /** The key of a pull that was checked and not started is forgotten after so long. */
  pullKeyHours: 24,
} as const;
