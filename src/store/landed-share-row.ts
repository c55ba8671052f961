/** What a phone posted to the server itself, until somebody taps on it. Its files have its id for an owner till then. */
export interface LandedShareRow {
  id: string;
  /** Of the token that the browser keeps. */
  browser_hash: string;
  /** Null when nobody was signed in. */
  person: string | null;
  /** JSON. */
  words: string;
  /** JSON: in their order. */
  file_ids: string;
  /** Announced to come, for the limit of strangers. */
  bytes: number;
  /** Null while it arrives. */
  whole_at: number | null;
  saved_at: number | null;
  expires_at: number;
}
