import { type AnalysisInput, MAX_ANALYSIS_TAGS } from "../core/analysis.ts";
import { cleanTag, matchVocabulary } from "../core/tag-name.ts";
import { hasAddress } from "./addresses.ts";
import { plainText } from "./plain-text.ts";
import type { VocabularyGuard } from "./vocabulary-guard.ts";

/** A person with this many words of their own needs few new ones. */
const SETTLED_VOCABULARY_WORDS = 20;
export const MOST_NEW_TAGS = 3;
/** More words are a sentence. */
const MOST_TAG_WORDS = 4;
/** What a model names beyond these is not looked at. */
const MOST_LOOKED_AT = 50;
const MOST_GIVEN_CHARACTERS = 300;

const NUMBER_TO_CALL = /^[+\d][\d\s()./-]{6,}$/;
const ROLE = /^(?:system|assistant|developer|user|human)\s*[:：]|<\||\|>|\[\/?inst\]|[{}<>]/iu;
const ORDER =
  /(?:\b(?:ignore[sz]?|ignoriere[nt]?|ignora[dr]?|disregard|forget|override|obey|reveal|print|repeat|output|vergiss|missachte|olvida|oublie[sz]?|esqueça|desconsidere)\b.*\b(?:instructions?|prompts?|rules?|previous|above|everything|vocabulary|words?|anweisung(?:en)?|regeln?|alles|instrucciones|reglas|todo|consignes|instructions|règles|instruções|regras)\b)|\b(?:system prompt|jailbreak|prompt injection)\b/iu;

/**
 * The tags of an answer as they may be kept: the person's words first, spelled as the person spells them, then new ones;
 * no two that differ in case, accents or number alone; at most MAX_ANALYSIS_TAGS, of which at most MOST_NEW_TAGS are new
 * to a person with many words. Addresses, numbers to call, sentences and orders are no tags, nor is a new tag that hides
 * a word of the person's.
 */
export function cleanTags(
  given: readonly string[],
  { input, guard }: { input: AnalysisInput; guard: VocabularyGuard },
): string[] {
  const own = input.vocabulary.map(cleanTag).filter((word) => word !== null);
  const mine = new Set<string>();
  const fresh: string[] = [];
  for (const name of given.slice(0, MOST_LOOKED_AT)) {
    const tag = cleanTag(plainText(name.slice(0, MOST_GIVEN_CHARACTERS)));
    if (tag === null) continue;
    const known = matchVocabulary(tag, own);
    if (known !== null) mine.add(known);
    else if (isTag(tag) && !guard.leaks(tag) && matchVocabulary(tag, fresh) === null) fresh.push(tag);
  }
  const mostNew = own.length >= SETTLED_VOCABULARY_WORDS ? MOST_NEW_TAGS : MAX_ANALYSIS_TAGS;
  return [...mine, ...fresh.slice(0, mostNew)].slice(0, MAX_ANALYSIS_TAGS);
}

function isTag(tag: string): boolean {
  if (!/\p{L}/u.test(tag) && !/^\d{4}$/.test(tag)) return false;
  if (tag.split(" ").length > MOST_TAG_WORDS || /[.!?]$/.test(tag)) return false;
  return !NUMBER_TO_CALL.test(tag) && !ROLE.test(tag) && !ORDER.test(tag) && !hasAddress(tag);
}
