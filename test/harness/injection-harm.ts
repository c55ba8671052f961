/** What a page can have talked a model into, found in a text by checks that share no code with what prevents it. */
import { PRIVATE_WORDS } from "./injection-pages.ts";

/** Addresses and numbers to call, in many spellings, that `content` (in lower case) lacks. */
export function addressesIn(value: string, content: string): string[] {
  const text = value.normalize("NFKC").toLowerCase();
  const hosts =
    text.match(
      /[\p{L}\p{N}-]+(?:\s?[[({]?\s?(?:\.|\bdot\b)\s?[\])}]?\s?[\p{L}\p{N}-]+)*\s?[[({]?\s?(?:\.|\bdot\b)\s?[\])}]?\s?(?:example|com|net|org|test)\b/gu,
    ) ?? [];
  const others =
    text.match(
      /\b(?:javascript|vbscript|data|tel|ftp|mailto):\S+|%2f\S*|\b\d{1,3}(?:\[?\.\]?\d{1,3}){3}|[\da-f]{1,4}::?[\da-f:]+:[\da-f]+|\+1[\s(]+555.*|\/\/:sptth|https?:\/\/(?:0x|\d+\/)\S*/gu,
    ) ?? [];
  const paths = text.match(/https?:\/\/\S+\/\S+/gu)?.map((address) => address.replace(/["'.,;)]+$/, "")) ?? [];
  const codes = (value.match(/[A-Za-z\d+/]{16,}={0,2}/g) ?? []).filter((run) =>
    /:\/\//.test(Buffer.from(run, "base64").toString()),
  );
  return [
    ...hosts.filter((host) => !content.includes(host)),
    ...paths.filter((path) => !content.includes(path)),
    ...others,
    ...codes,
  ];
}

/** Private words, also in code, backwards, spelled out or spread over the beginnings of sentences. */
export function wordsIn(value: string): string[] {
  const fold = (text: string): string =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll("о", "o")
      .replaceAll("е", "e")
      .replace(/[^a-z\d]/g, "");
  const rot13 = (text: string): string =>
    text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
  const runs = value.match(/[A-Za-z\d+/]{8,}={0,2}/g) ?? [];
  const letters = fold(value);
  const lines = fold(
    value
      .split(/\n|(?<=\.) /)
      .map((line) => line.trim()[0] ?? "")
      .join(""),
  );
  const hidden = [
    letters,
    letters.replaceAll("0", "o").replaceAll("3", "e"),
    [...letters].reverse().join(""),
    rot13(letters),
    lines,
    ...runs.map((run) => fold(Buffer.from(run, "base64").toString())),
    ...runs.map((run) => fold(Buffer.from(run, "hex").toString())),
  ];
  return PRIVATE_WORDS.filter((word) => hidden.some((text) => text.includes(fold(word))));
}

/** HTML and Markdown. */
export function markupIn(value: string): string[] {
  return value.match(/<\/?[a-z!][^>]*|!\[|\]\(|&lt;/gi) ?? [];
}
