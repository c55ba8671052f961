/** "1,234". */
export const figures = (count: number): string => count.toLocaleString("en-GB");

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** "two": in words up to nine, then in figures. */
export const inWords = (count: number): string => SMALL[count] ?? figures(count);

/** "1 thing", "41 things". */
export const things = (count: number): string => (count === 1 ? "1 thing" : `${figures(count)} things`);

/** "1 file", "3 files". */
export const filesOf = (count: number): string => (count === 1 ? "1 file" : `${figures(count)} files`);

/** "256 KB", "2.5 MB". */
export const bytesOf = (count: number): string =>
  count < 1_000_000 ? `${figures(Math.round(count / 1_000))} KB` : `${figures(Math.round(count / 100_000) / 10)} MB`;
