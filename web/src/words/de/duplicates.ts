import type { duplicates as english } from "../en/duplicates.ts";

export const duplicates: typeof english = {
  heading: "Zwei, die eins sein könnten",
  means:
    "Zusammengeführt hat eines alles von beiden: Notizen, Tags, Wände und Dateien. Das lässt sich 30 Tage lang zurücknehmen.",
  why: {
    address: "Sie führen zur selben Seite.",
    file: "Sie haben dieselbe Datei.",
    text: "Sie sagen fast dasselbe.",
  },
  kept: (day) => `seit ${day}`,
  mergeInto: "Mit diesem zusammenführen",
  mergeIntoNamed: (title) => `Mit diesem zusammenführen: „${title}“`,
  keepBoth: "Beide behalten",
  keepBothNamed: (one, other) => `Beide behalten: „${one}“ und „${other}“`,
  merged: (title) => `„${title}“ hat jetzt alles von beiden.`,
  bothKept: "Beide bleiben. Diese zwei werden nicht wieder vorgeschlagen.",
  none: "Soweit zu erkennen ist, steht hier nichts doppelt.",
  more: "Mehr zeigen",
};
