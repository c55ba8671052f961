import type { choose as english } from "../en/choose.ts";
import { figures, things } from "./figures.ts";

export const choose: typeof english = {
  bar: "Ändern, was ausgewählt ist",
  chosen: (count) => `${things(count)} ausgewählt`,
  all: (count) => `Alle ${figures(count)}`,
  allFound: (count, isMore) => `Alle ${figures(count)}${isMore ? "+" : ""} Treffer`,
  trash: "Papierkorb",
  none: "Nichts auswählen",
  tagThem: "Taggen mit…",
  trashed: (count) => `${things(count)} in den Papierkorb gelegt.`,
  pinned: (count) => `${things(count)} angeheftet.`,
  unpinned: (count) => `${things(count)} nicht mehr angeheftet.`,
  tagged: (count, tag) => `${things(count)} mit „${tag}“ getaggt.`,
  moved: (count, wall) => `${things(count)} auf „${wall}“ verschoben.`,
  copied: (count, wall) => `${things(count)} auch an „${wall}“ gehängt.`,
  takenOff: (count, wall) => `${things(count)} von „${wall}“ abgenommen.`,
  refused: (count) => `Bei ${figures(count)} ging es nicht.`,
  under: (done, of) => `${figures(done)} von ${figures(of)}…`,
  left: (count) => `${things(count)} so gelassen: seither geändert.`,
  nothing: "Nichts zu ändern.",
};
