/** What the doctor found about one thing. */
export interface Finding {
  readonly check: string;
  /** ok; warning: works, and could be better; failure: something does not work. */
  readonly level: "ok" | "warning" | "failure";
  /** One sentence or less. */
  readonly found: string;
  /** What to do about it. */
  readonly todo: string | null;
}

export const ok = (check: string, found: string): Finding => ({ check, level: "ok", found, todo: null });
export const warning = (check: string, found: string, todo: string): Finding => ({
  check,
  level: "warning",
  found,
  todo,
});
export const failure = (check: string, found: string, todo: string): Finding => ({
  check,
  level: "failure",
  found,
  todo,
});

/** The message of whatever was thrown, on one line. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
