import { readFileSync } from "node:fs";

/** More files than these failing at once are no accident of a browser. */
const MOST_FILES = 3;

/** What files import that drive a browser. */
const BROWSER = ["/browser.ts", "/extension-browser.ts", "/firefox.ts", "/shown-wall.ts", "/screens.ts"];

/** Fetches packages from a registry. */
const INSTALLS = "test/package/pack.test.ts";

/**
 * Which of the files that failed get a second try: all or none. Only a file that drives a browser or fetches packages may have
 * one (docs/decisions/0028): those wait for programs whose slowness is no fault of ours. A test of our own rules that fails
 * once has found something.
 */
export function triedAgain(failed: readonly string[]): readonly string[] {
  return failed.length <= MOST_FILES && failed.every(drivesOthers) ? failed : [];
}

function drivesOthers(file: string): boolean {
  const imports = readFileSync(file, "utf8").matchAll(/ from "(?<from>[^"]+)";$/gm);
  return (
    file.endsWith(INSTALLS) || [...imports].some(({ groups }) => BROWSER.some((end) => groups?.["from"]?.endsWith(end)))
  );
}
