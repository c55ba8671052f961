import type { QueryTerm } from "../words.ts";
import { hasWords, partsOf, type Wanted, type Within } from "./wanted.ts";

/** A part of what answers a question. */
export interface Tier {
  /** Without what the tiers before it have. */
  readonly wanted: Wanted;
  /** What it has, and perhaps some of the tiers before it: quicker to look up for whoever knows all of those. */
  readonly whole: Wanted;
}

/**
 * A question as a few that share its finds among them, the best first: all words in what an item is called; all in what
 * is said about it; of several words the one that says most in the one or the other, the rest anywhere; all anywhere. Each
 * find is of one tier only, and a tier needs no ranking: within it the newest come first.
 * @param lead which of several words says most; the rarest
 */
export function tiersOf(wanted: Wanted, lead: (terms: readonly QueryTerm[]) => QueryTerm | null): Tier[] {
  const parts = partsOf(wanted);
  // What is known beside the texts is the same in every tier.
  const facts = parts.filter((part) => !hasWords(part));
  const worded = parts.filter((part) => hasWords(part));
  if (!worded.some(asksWords)) return [{ wanted, whole: wanted }];
  const tiers = tiersOfWords({ kind: "all", of: worded }, lead);
  const withFacts = (tier: Wanted): Wanted => (facts.length === 0 ? tier : { kind: "all", of: [tier, ...facts] });
  return tiers.map((tier) => ({ wanted: withFacts(tier.wanted), whole: withFacts(tier.whole) }));
}

function tiersOfWords(wanted: Wanted, lead: (terms: readonly QueryTerm[]) => QueryTerm | null): Tier[] {
  const terms = neededTerms(wanted);
  const [titled, about] = [within(wanted, "title"), within(wanted, "about")];
  const most = terms.length > 1 ? lead(terms) : null;
  if (most === null) return [but(titled, []), but(about, [titled]), but(wanted, [about])];
  const leading = (where: Within) => both(wanted, { kind: "words", term: most, within: where });
  const [leadTitled, leadAbout] = [leading("title"), leading("about")];
  return [
    but(titled, []),
    but(about, [titled]),
    but(leadTitled, [about]),
    but(leadAbout, [about, leadTitled]),
    but(wanted, [leadAbout]),
  ];
}

/** Whether words are asked for; what is only refused is not. */
function asksWords(wanted: Wanted): boolean {
  if (wanted.kind === "words") return true;
  return (wanted.kind === "all" || wanted.kind === "any") && wanted.of.some(asksWords);
}

/** The words that every find has. */
export function neededTerms(wanted: Wanted): QueryTerm[] {
  if (wanted.kind === "words") return [wanted.term];
  return wanted.kind === "all" ? wanted.of.flatMap(neededTerms) : [];
}

/** The same question with its words looked for only there; what it refuses stays refused wherever it stands. */
function within(wanted: Wanted, where: Within): Wanted {
  if (wanted.kind === "words") {
    const there: Wanted = { ...wanted, within: where };
    // Where it matters the words of a phrase are looked for one by one, since they may stand in a row elsewhere.
    return wanted.term.words.length > 1 ? both(wanted, there) : there;
  }
  if (wanted.kind === "all" || wanted.kind === "any")
    return { kind: wanted.kind, of: wanted.of.map((part) => within(part, where)) };
  return wanted;
}

const both = (one: Wanted, other: Wanted): Wanted => ({ kind: "all", of: [one, other] });
const but = (whole: Wanted, before: readonly Wanted[]): Tier => ({
  whole,
  wanted: { kind: "all", of: [whole, ...before.map((of) => ({ kind: "not", of }) as const)] },
});
