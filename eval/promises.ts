import type { EvaluationText } from "./texts.ts";

const MOST_TAGS = 5;
const LONGEST_TAG_CHARACTERS = 48;

/** Little words of the six languages that are no tag alone; kept apart from the lists that are under test. */
const LITTLE_WORDS = new Set(
  `the and for with that this from are was you not but have has had they will what when which their there been would
  der die das und mit von für nicht ist sind war auch sich dem den ein eine einen wird werden oder aber nach bei
  el los las una uno del que con por para como más pero sus está son fue hay este esta muy sin sobre
  le les des une dans pour avec sur pas plus que qui est sont été par mais cette ces ses leur nous vous elle ils
  il gli della delle degli che con per una non sono più come anche del nel alla dalla questo questa hanno stato
  os as uma um não com para por mais mas como dos das que foi são está pelo pela isso este esta seus também`.split(
    /\s+/u,
  ),
);
/** Short words with a full stop that ends no sentence; a choice of common ones, kept apart from the lists under test. */
const ABBREVIATIONS = new Set(
  "mr mrs ms dr prof st e.g i.e vs hr fr nr bzw z.b sr sra srta dra m mme mlle sig dott ing p.ej p.ex av no núm".split(
    " ",
  ),
);

/** Whether every part of a summary stands in the text as it is, from the start of a sentence or line to the end of one. */
export function isMadeOfWholeSentences(text: string, summary: string): boolean {
  const { folded, breaks } = foldLines(text);
  let rest = summary.replace(/\s+/gu, " ").trim();
  while (rest !== "") {
    const taken = longestWholePiece(rest, folded, breaks);
    if (taken === 0) return false;
    rest = rest.slice(taken).trimStart();
  }
  return true;
}

/** The text on one line, and where its lines began. */
function foldLines(text: string): { readonly folded: string; readonly breaks: ReadonlySet<number> } {
  const breaks = new Set<number>();
  let folded = "";
  for (const line of text.split(/\r\n?|\n/u)) {
    const plain = line.replace(/\s+/gu, " ").trim();
    if (plain === "") continue;
    if (folded !== "") folded += " ";
    breaks.add(folded.length);
    folded += plain;
  }
  breaks.add(folded.length + 1);
  return { folded, breaks };
}

function longestWholePiece(rest: string, folded: string, breaks: ReadonlySet<number>): number {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(" ", end - 1)) {
    const piece = rest.slice(0, end);
    for (let at = folded.indexOf(piece); at !== -1; at = folded.indexOf(piece, at + 1)) {
      const starts = breaks.has(at) || isBoundary(folded.slice(0, at), piece);
      const stop = at + piece.length;
      if (starts && (breaks.has(stop + 1) || isBoundary(piece, folded.slice(stop)))) return end;
    }
  }
  return 0;
}

/** Whether a sentence ends between the two: after a stop or a face, not after an abbreviation nor before a small letter. */
function isBoundary(before: string, after: string): boolean {
  const tail = before.slice(-40).trimEnd();
  if (/\p{Extended_Pictographic}[\p{M}\u200d]*$/u.test(tail)) return true;
  if (!/[.!?…。:][\p{Pe}\p{Pf}"'”’»*]*$/u.test(tail) || /^\s*\p{Ll}/u.test(after)) return false;
  const last = /(\S+)\.$/u
    .exec(tail)?.[1]
    ?.toLowerCase()
    .replace(/^\P{L}+/u, "");
  return last === undefined || !(ABBREVIATIONS.has(last) || /^\p{L}$/u.test(last));
}

/** The share of the tags that are no more than five, no address, no little word, not too long and not made up. */
export function shareOfTagsByRule(text: EvaluationText, tags: readonly string[]): number {
  if (tags.length === 0) return 1;
  const known = fold([text.title ?? "", text.text, ...(text.keywords ?? [])].join("\n"));
  const right = tags.filter(
    (tag, index) =>
      index < MOST_TAGS &&
      [...tag].length <= LONGEST_TAG_CHARACTERS &&
      !/:\/\/|www\.|@|\p{L}\.\p{L}{2}/u.test(tag) &&
      !LITTLE_WORDS.has(tag.toLowerCase()) &&
      known.includes(fold(tag)),
  );
  return right.length / tags.length;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_]+/gu, " ")
    .trim();
}
