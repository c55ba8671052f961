/** The browser that the tests and the pictures use. */
export const CHROMIUM = process.env["DW_TEST_CHROMIUM"] ?? "/usr/bin/chromium";
/** Without these it asks hosts of its maker at every start. */
export const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
