/**
 * Endings that words of English and German take, folded. Two words are forms of one another when they are alike up to one of these
 * each; which language a word is of nobody knows, and what is found so is told as nearly what was asked.
 */
const ENDINGS = new Set(
  " s es e ed er ers ing ings y ies ly d r rs en n ens em et t te ten tes st ung ungen in innen or ors ion ions ive al".split(
    " ",
  ),
);
/** "knife" and "knives" are alike up to these. */
const CHANGED_ENDINGS = new Set(["f", "fe", "ves"]);
/** Shorter beginnings say nothing: "tent" is no form of "ten". */
const FEWEST_ALIKE = 4;
const FEWEST_BEFORE_CHANGED = 3;
/** So much of the longer one is alike at least: "train" has no more to do with "training ground" than letters. */
const LEAST_ALIKE = 0.5;
const LONGEST_ENDING = 5;

/** Whether one word may be a form of the other, both folded; a word is one of itself. */
export function areForms(one: string, other: string): boolean {
  const alike = alikeLetters(one, other);
  const [rest, otherRest] = [one.slice(alike), other.slice(alike)];
  if (rest === "" && otherRest === "") return true;
  if (alike >= FEWEST_BEFORE_CHANGED && CHANGED_ENDINGS.has(rest) && CHANGED_ENDINGS.has(otherRest)) return true;
  if (alike < FEWEST_ALIKE || alike < LEAST_ALIKE * Math.max(one.length, other.length)) return false;
  // "mapping" and "map": a letter that is doubled before an ending.
  const doubled = one.at(alike - 1);
  const isEnding = (end: string) => ENDINGS.has(end) || (end.startsWith(doubled ?? "") && ENDINGS.has(end.slice(1)));
  return isEnding(rest) && isEnding(otherRest);
}

/** What all forms of a word begin with. */
export function formsBegin(word: string): string {
  const letters = Math.max(FEWEST_BEFORE_CHANGED, Math.ceil(word.length * LEAST_ALIKE), word.length - LONGEST_ENDING);
  return word.slice(0, letters);
}

function alikeLetters(one: string, other: string): number {
  let alike = 0;
  while (alike < one.length && one[alike] === other[alike]) alike += 1;
  return alike;
}
