/** A window that closes by script is gone by then. */
const CLOSED_MS = 250;

/** Back to the app that shared, as far as the web allows: the window closes, or else the wall is shown. */
export function done(): void {
  window.close();
  setTimeout(() => location.replace("/"), CLOSED_MS);
}
