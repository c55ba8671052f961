/** What a text may hold in another spelling, for those who look through it for what must not get out. */

/** Longer texts are looked through up to here; an answer's fields are shorter. */
const LOOKED_THROUGH = 20_000;

/** `%2e`, `\u002e` and `\x2e` written out, as often as they are nested; a text without any as it is. */
export function unescaped(text: string): string {
  let plain = text;
  for (let round = 0; round < 3; round += 1) {
    const next = plain
      .replace(/(?:%[\da-f]{2})+/giu, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"))
      .replace(/\\u\{?([\da-f]{4})\}?|\\x([\da-f]{2})/giu, (_, four, two) =>
        String.fromCharCode(Number.parseInt((four ?? two) as string, 16)),
      );
    if (next === plain) break;
    plain = next;
  }
  return plain.toWellFormed();
}

/**
 * The text itself and what it is when read as base64 (at each of the four places where a group may begin), as hexadecimal,
 * as numbers of characters, or with its escapes written out. Most of it is noise: it is searched, never shown.
 */
export function readings(text: string): string[] {
  const looked = text.slice(0, LOOKED_THROUGH);
  const all = [looked];
  const plain = unescaped(looked);
  if (plain !== looked) all.push(plain);
  const sixtyFour = looked.replace(/[^A-Za-z\d+/_-]+/g, "");
  for (let at = 0; at < 4 && sixtyFour.length >= 8; at += 1) {
    all.push(Buffer.from(sixtyFour.slice(at), "base64").toString("utf8"));
  }
  const hex = looked.replace(/0x|\\x|\\u00|&#x/gi, "").replace(/[^\da-f]+/gi, "");
  for (let at = 0; at < 2 && hex.length >= 8; at += 1) all.push(Buffer.from(hex.slice(at), "hex").toString("utf8"));
  for (const [shape, base] of [
    [/(?<!\d)\d{2,3}(?!\d)/g, 10],
    [/(?<!\d)[01]{7,8}(?!\d)/g, 2],
  ] as const) {
    const numbers = (looked.match(shape) ?? []).map((digits) => Number.parseInt(digits, base));
    if (numbers.length >= 4) all.push(String.fromCharCode(...numbers));
  }
  return all;
}

/** The letters turned by thirteen places. */
export function turned(text: string): string {
  return text.replace(/[a-z]/giu, (letter) => {
    const from = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - from + 13) % 26) + from);
  });
}

const ALIKE = new Map(
  [..."аaеeоoрpсcуyхxіiјjѕsԁdһhӏlкkмmтtнhвbαaεeοoρpιiκkνvτtυu0o1i3e4a5s7t8b9g"].reduce<[string, string][]>(
    (pairs, letter, at, all) => (at % 2 === 0 ? pairs.concat([[letter, all[at + 1]!]]) : pairs),
    [],
  ),
);

/** Folded letters with those of other scripts, and the digits, that pass for Latin ones as what they look like. */
export function lookalikes(letters: string): string {
  return letters.replace(/[^a-z]/gu, (letter) => ALIKE.get(letter) ?? letter);
}
