/** A slip of the finger in one word, told so carefully that nobody is asked about two words that both exist. */

const FEWEST_LETTERS = 6;
const MOST_LETTERS = 24;

/** Words that are one letter from another one, though both begin and end alike. */
const LOOK_ALIKES = new Set(
  "adaption adoption angler anglers baking battle boating bottle breeding bleeding casual causal christen collage college contact contract country county dairies decent descent desert dessert diaries discreet discrete diverse diversity docker expand expend export expert extend extent former format formal genetic generic guitar human humane jungle jingle kitten kitchen later latter legion region letter martial marital mantel marine martin matter master mental metal metric mining missing morning mourning moral mortal mortar motor parking packing parity party planet planner planning plastic planting portal postal posters porters precede proceed purity racket rocket ration reality realty resign design scream stream steam series shelter signal single silver sliver sister spring string statue status stature stirring sting trail trial travel trail tutors tumor turban urban united untied veterans weather whether winner winter wonder wander".split(
    " ",
  ),
);

/** Whether the strings (letters only, folded) are one word of which one is mistyped. */
export function isTypo(one: string, other: string): boolean {
  if (![one, other].every(mayBeMistyped)) return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  // Words rarely begin wrong, and what differs at the end is more often grammar than a slip.
  if (from === 0 || from >= short.length - (short.length === long.length ? 1 : 0)) return false;
  if (short.length < long.length) {
    const isDoubled = long[from] === long[from - 1] || long[from] === long[from + 1];
    return short.slice(from) === long.slice(from + 1) && (isDoubled || !isActivity(long));
  }
  const isSwapped = short[from] === long[from + 1] && short[from + 1] === long[from];
  if (isSwapped) return short.slice(from + 2) === long.slice(from + 2);
  return short.slice(from + 1) === long.slice(from + 1) && !isActivity(short);
}

/** Every word that comes of leaving out one letter, and the word itself: two words one slip apart share one of these. */
export function slipsOf(word: string): string[] {
  if (!mayBeMistyped(word)) return [];
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

/** "baking" and "biking", "hosting" and "hoisting": words for doings differ by a letter and are all words. */
const isActivity = (word: string): boolean => word.endsWith("ing");

function mayBeMistyped(word: string): boolean {
  return (
    word.length >= FEWEST_LETTERS && word.length <= MOST_LETTERS && /^\p{L}+$/u.test(word) && !LOOK_ALIKES.has(word)
  );
}
