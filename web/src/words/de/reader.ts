import type { reader as english } from "../en/reader.ts";

export const reader: typeof english = {
  sample: "Aa",
  open: "Schriftgröße und Hintergrund",
  title: "Artikel lesen",
  size: "Schriftgröße",
  sizes: { small: "Klein", normal: "Normal", large: "Groß", largest: "Sehr groß" },
  ground: "Hintergrund",
  grounds: { page: "Wie die Seite", paper: "Papier", night: "Nacht" },
  notKept: "Dieser Browser merkt sich nichts für diese Seite; es gilt, bis du sie schließt.",
};
