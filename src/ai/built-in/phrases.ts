const LETTER = /[\p{L}\p{N}]/u;

/** Whether a text has a phrase as whole words: `log in`, but not in `blog in`. Both in lower case. */
export function hasPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    if (!LETTER.test(text.charAt(at - 1)) && !LETTER.test(text.charAt(end))) return true;
  }
  return false;
}
