const PLACE = "lastProblem";

/** Keeps what went wrong while no popup was open, until one is, or the browser is closed. */
export async function keepLastProblem(words: string): Promise<void> {
  await chrome.storage.session.set({ [PLACE]: words });
}

/** What went wrong since the last popup; it is said once. */
export async function takeLastProblem(): Promise<string | null> {
  const { lastProblem } = await chrome.storage.session.get<{ lastProblem?: string }>(PLACE);
  await chrome.storage.session.remove(PLACE);
  return lastProblem ?? null;
}
