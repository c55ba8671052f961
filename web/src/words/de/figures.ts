/** "1.234". */
export const figures = (count: number): string => count.toLocaleString("de-DE");

const SMALL = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];

/** "zwei": in words up to nine, then in figures. */
export const inWords = (count: number): string => SMALL[count] ?? figures(count);

/** "1 Ding", "41 Dinge". */
export const things = (count: number): string => (count === 1 ? "1 Ding" : `${figures(count)} Dinge`);

/** "1 Datei", "3 Dateien". */
export const filesOf = (count: number): string => (count === 1 ? "1 Datei" : `${figures(count)} Dateien`);

/** "256 KB", "2,5 MB". */
export const bytesOf = (count: number): string =>
  count < 1_000_000 ? `${figures(Math.round(count / 1_000))} KB` : `${figures(Math.round(count / 100_000) / 10)} MB`;
