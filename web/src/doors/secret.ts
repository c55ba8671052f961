/** Where a secret waits that came behind the # of an address, while somebody signs in first; gone with the tab. */
const KEPT = "secret-of-";

/** The secret of this address. It leaves the address bar before anything else happens, so that nobody reads or shares it there. */
export function takeSecret(path: string): string {
  const found = location.hash.slice(1);
  if (found !== "") {
    sessionStorage.setItem(KEPT + path, found);
    history.replaceState(history.state, "", path);
  }
  return found || (sessionStorage.getItem(KEPT + path) ?? "");
}

export function forgetSecret(path: string): void {
  sessionStorage.removeItem(KEPT + path);
}

/** Whether somebody followed an invitation to a wall and signs in first. */
export const isAskedToJoin = (): boolean => sessionStorage.getItem(`${KEPT}/join`) !== null;
