import { existsSync } from "node:fs";

/** The browser that the tests and the pictures use. */
export const CHROMIUM = process.env["DW_TEST_CHROMIUM"] ?? "/usr/bin/chromium";

const SHELL = "/usr/bin/chromium-headless-shell";

/**
 * The same engine without the windows, menus and pages of its own that the whole browser starts behind each page: a third less
 * work. It keeps no profile as a person's browser does, and takes no extensions.
 */
export const PAGES_ONLY = process.env["DW_TEST_CHROMIUM"] === undefined && existsSync(SHELL) ? SHELL : CHROMIUM;

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
