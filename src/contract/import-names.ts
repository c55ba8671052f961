/** Names that the API of imports speaks in, apart from its shapes so that the page has them without the checks of those. */

/**
 * `checking`: the file is being read and nothing is made. `ready`: it waits to be started. `importing`, `undoing`: under
 * way; both go on after a crash. `done`, `undone`, `failed` and `cancelled` are ends; what was made until then stays.
 */
export const IMPORT_STATES = [
  "checking",
  "ready",
  "importing",
  "done",
  "undoing",
  "undone",
  "failed",
  "cancelled",
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/**
 * `made`: a new item or wall. `joined`: it stood already and has what the row adds. `broken`: nothing of it could be
 * taken. `kept`: it is kept here and has no use yet. `undone` and `left`: taken back, or left alone by the undo.
 */
export const IMPORT_ROW_STATES = ["made", "joined", "broken", "kept", "undone", "left"] as const;
export type ImportRowState = (typeof IMPORT_ROW_STATES)[number];
export const IMPORT_ROW_KINDS = ["thing", "broken", "wall", "smart-list"] as const;

export const FOLDERS_BECOME = ["walls", "tags"] as const;
export type FoldersBecome = (typeof FOLDERS_BECOME)[number];

/** What a column of a table may mean. */
export const COLUMN_FIELDS = [
  "url",
  "title",
  "text",
  "note",
  "summary",
  "author",
  "tags",
  "wall",
  "created",
  "pinned",
  "archived",
  "read",
  "highlight",
  "id",
] as const;

// Why a row of an import, or all of it, is not what it could be. A newer server may name more of them: whoever meets one
// that it does not know shows the message that comes with it.

/** Nothing of a row, or of the rest of a source, could be read. */
export const IMPORT_PROBLEMS = [
  "nothing-in-it",
  "url-not-valid",
  "scheme-not-allowed",
  "file-not-in-export",
  "file-too-large",
  "title-too-long",
  "too-many-tags",
  "row-too-large",
  "row-too-deep",
  "row-not-readable",
  "path-not-allowed",
  "entry-encrypted",
  "entry-not-readable",
  "entry-too-large",
  "archive-not-readable",
  "archive-too-many-entries",
  "archive-bursts",
  "archive-overlaps",
  "archive-too-new",
  "in-trash-there",
  "source-cut",
  "source-not-readable",
  "too-many-rows",
  "columns-unknown",
  "format-unknown",
  "service-address-refused",
  "service-unreachable",
  "service-refused",
  "service-not-understood",
  "service-key-forgotten",
] as const;

/** Part of a thing was left behind while the rest of it is kept. */
export const IMPORT_LOSSES = [
  "title-cut",
  "note-cut",
  "text-cut",
  "summary-cut",
  "tags-dropped",
  "walls-dropped",
  "date-dropped",
  "highlights-dropped",
  "html-dropped",
  "files-dropped",
  "file-not-in-export",
  "no-room",
] as const;

/** What the wall itself says of a row that could be read, or of a whole import that could not be worked on. */
export const IMPORT_OUTCOMES = [
  "address-refused",
  "kept-already",
  "twice-in-source",
  "not-used-yet",
  "wall-stands",
  "no-wall",
  "wall-in-use",
  "gone",
  "in-trash",
  "merged",
  "edited",
  "shared-again",
  "another-import",
  "moved",
  "quota-reached",
  "import-stuck",
  "internal",
] as const;

export type ImportReasonCode =
  | (typeof IMPORT_PROBLEMS)[number]
  | (typeof IMPORT_LOSSES)[number]
  | (typeof IMPORT_OUTCOMES)[number];

/** Services whose things are pulled over their API, with an address and a key. */
export const PULLED_SERVICES = ["karakeep", "linkding", "linkwarden", "wallabag"] as const;
export type PulledServiceName = (typeof PULLED_SERVICES)[number];

/** What those ask for that give no lasting key: what an app of theirs is called, and who the person is there. */
export const LOGIN_FIELDS = ["client_id", "client_secret", "username", "password"] as const;
export type ServiceLogin = Readonly<Record<(typeof LOGIN_FIELDS)[number], string>>;
/** These take a login; most people have no key of theirs. */
export const SERVICES_WITH_LOGIN: readonly PulledServiceName[] = ["wallabag"];

/** What a file may be said to be. Several exports in one archive are recognised as `bundle`, which nobody asks for. */
export const IMPORT_FORMATS = [
  "netscape",
  "pocket-html",
  "pocket-csv",
  "omnivore",
  "digital-wall",
  "digital-wall-jsonl",
  "karakeep",
  "linkwarden",
  "linkding",
  "wallabag",
  "pinboard",
  "readwise-csv",
  "raindrop-csv",
  "instapaper-csv",
  "links",
  "table",
  "files",
] as const;
export type ImportFormatName = (typeof IMPORT_FORMATS)[number];
