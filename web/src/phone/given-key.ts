const GIVEN = /^#key=(dw_[\w-]{8,200})$/;

/**
 * The key that came with a scanned code, or null. It travels behind the #, which browsers tell no server, and is taken out
 * of the address at once, so that it stays in no history.
 */
export const givenKey = takeGivenKey();

function takeGivenKey(): string | null {
  if (location.pathname !== "/phone") return null;
  const key = GIVEN.exec(location.hash)?.[1] ?? null;
  if (key !== null) history.replaceState(history.state, "", location.pathname);
  return key;
}

/** The address that a code holds, to open this page on another device with its key. */
export function addressWithKey(key: string): string {
  return `${location.origin}/phone#key=${key}`;
}
