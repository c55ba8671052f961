/**
 * Old and small documents name fonts that every reader once had, and carry none. Which of this machine's stand for them,
 * the likelier first; without any such text is not painted, and the preview shows the rest of the page.
 */
const STAND_INS: readonly (readonly [families: readonly string[], names: readonly string[]])[] = [
  [
    ["Liberation Sans", "Arimo", "Arial", "Noto Sans", "DejaVu Sans"],
    ["Helvetica", "Arial", "sans-serif"],
  ],
  [
    ["Liberation Serif", "Tinos", "Times New Roman", "Noto Serif", "DejaVu Serif"],
    ["Times", "Times New Roman", "Times-Roman", "serif"],
  ],
  [
    ["Liberation Mono", "Cousine", "Courier New", "Noto Sans Mono", "DejaVu Sans Mono"],
    ["Courier", "Courier New", "monospace"],
  ],
];

interface Fonts {
  readonly families: readonly { readonly family: string }[];
  setAlias(family: string, alias: string): boolean;
}

let areNamed = false;

/** Gives the fonts of this machine the names that documents use. Left to itself the canvas takes the first it finds, even one of symbols. */
export function nameFonts(fonts: Fonts): void {
  if (areNamed) return;
  areNamed = true;
  const present = new Set(fonts.families.map(({ family }) => family));
  for (const [families, names] of STAND_INS) {
    const family = families.find((one) => present.has(one));
    if (family !== undefined) for (const name of names) if (!present.has(name)) fonts.setAlias(family, name);
  }
}
