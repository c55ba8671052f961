/** What the search stands on, all of it made anew from the items. */

/** How far the items that an older program indexed have been indexed anew. */
export interface IndexStateRow {
  version: number;
  /** The number of the last item that was. */
  done_to: number;
  ended_at: number | null;
}

export interface ItemWordsRow {
  rowid: number;
  who: string;
  title: string;
  tags: string;
  note: string;
  summary: string;
  site: string;
  body: string;
  /** PostgreSQL only: all of the above as one weighted vector. */
  words: unknown;
}

/** A word that items have. */
export interface KnownWordRow {
  word: string;
  /** Its first letter. */
  first: string;
  letters: number;
  /** In how many items it stood when these were learned from. */
  items: number;
}

/** One row: up to which number the items were learned from. */
export interface WordsLearnedRow {
  id: number;
  done_to: number;
}

/** What finding by meaning stands on. */
export interface VectorTables {
  item_vectors: ItemVectorRow;
  vectors_due: VectorDueRow;
  vector_models: VectorModelRow;
}

/** A vector of what an item says to everybody who sees it: at most one, of one model. */
interface ItemVectorRow {
  seq: number;
  item: string;
  owner: string;
  model: string;
  dimensions: number;
  /** Of the text that it was made of, and of the model. */
  digest: string;
  /** One bit a number; a string of bits on PostgreSQL. */
  signs: unknown;
  /** One byte a number. */
  vector: Uint8Array;
  made_at: number;
}

/** An item whose vector may no longer be of what it says. */
interface VectorDueRow {
  item: string;
  owner: string;
  /** Counts the changes: one that comes while a vector is made is not lost. */
  version: number;
  /** How often no vector came of it. */
  tries: number;
  /** Not before. */
  due_at: number;
}

/** The model that is asked, the only row; items from `up_to` on and below `down_to` were not looked at yet. */
interface VectorModelRow {
  model: string;
  dimensions: number;
  /** How alike it holds texts that are not, in millionths. */
  unlike_e6: number;
  up_to: number;
  down_to: number;
}
