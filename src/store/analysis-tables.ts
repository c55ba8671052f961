/** The rows of what is said of items, by whom, and what it costs; a part of `Tables`. */

export interface AnalysisRow {
  id: string;
  item: string;
  run: string;
  rank: number;
  made_by: string;
  result: string;
  created_at: number;
  undone_at: number | null;
  /** Who was asked for it and what became of that, JSON (core/analysis.ts, AskedLink[]); null where nobody was. */
  asked: string | null;
  cost_usd6: number;
  /** It stands in for a better one that could not be had: to be tried again by itself. */
  better_wanted: number;
}

/** Money of a month (UTC, `2026-11`), in micro-dollars; the row of no person is everybody's together. */
export interface AiMonthRow {
  person: string;
  month: string;
  /** Highest costs of calls under way. */
  reserved_usd6: number;
  spent_usd6: number;
}

/** One request to a provider. */
export interface AiCallRow {
  id: string;
  person: string;
  month: string;
  item: string | null;
  step: string | null;
  attempt: number | null;
  batch: string | null;
  provider: string;
  model: string;
  /** `unknown`: whether it was answered is not known, so it counts as paid. `free`: it certainly cost nothing. */
  state: "sent" | "answered" | "unknown" | "free";
  reserved_usd6: number;
  cost_usd6: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  error_code: string | null;
  sent_at: number;
  ended_at: number | null;
}

/** Questions handed in together, to be answered within a day. */
export interface AiBatchRow {
  id: string;
  provider: string;
  model: string;
  /** What the provider calls it; null while it is being handed in. */
  their_id: string | null;
  state: "handing-in" | "waiting" | "ended";
  created_at: number;
  look_at: number;
}
