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
  loginCharacters: 40,
  /** RFC 5321 lets an address have 254. */
  emailCharacters: 254,
  passwordCharactersLeast: 12,
  passwordCharacters: 200,
  /** Whatever is sent as one: what is too long is said in words up to here. */
  passwordBodyCharacters: 1_000,
  codeCharacters: 40,
  invitationDays: 7,
  invitationDaysMost: 60,
  /** Of one person; whoever needs more revokes some. */
  invitationsOpen: 1_000,
  /** Of one person. */
  passkeys: 50,
  identities: 20,
  /** The highest limits that can be set for a person; no limit is another thing. */
  quotaItems: 1_000_000_000,
  quotaBytes: 1_000_000_000_000_000,
  quotaAiUsd: 1_000_000,
  /** Links of one wall that stand at once. */
  linksAWall: 100,
  linkNameCharacters: 120,
  linkPasswordFromCharacters: 6,
  linkPasswordCharacters: 200,
  /** What guests bring by one link in a day, where its owner says nothing else. */
  guestSharesADay: 200,
  guestBytesADay: 1_000_000_000,
  guestNameCharacters: 60,
  /** Of what a browser says of itself when somebody signs in. */
  userAgentCharacters: 300,
  /** Of a marked passage; its note; the words around it that are kept; how many one item may have. */
  highlightCharacters: 10_000,
  highlightNoteCharacters: 5_000,
  highlightContextCharacters: 40,
  highlightsAnItem: 1_000,
  /** In one Markdown file. */
  highlightsAsMarkdown: 5_000,
  /** The words by which a place of reading is found again. */
  anchorCharacters: 200,
  /** So long a deleted tag can be brought back. */
  tagUndoHours: 24,
  tagsPerItem: 50,
  tagCharacters: 64,
  idempotencyKeyCharacters: 200,
  bulkRows: 500,
  itemsABulk: 500,
  /** Items that one act is about, found by a query or named. */
  itemsAnAct: 200_000,
  idsAnAct: 10_000,
  /** Under way at once, of one person. */
  actsOpen: 20,
  /** An act can be taken back for so long, like the trash. */
  actDays: 30,
  similarItems: 50,
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
