import type { box as english } from "../en/box.ts";
import { inWords } from "./figures.ts";

export const box: typeof english = {
  form: "Etwas auf die Wand bringen",
  pick: "Dateien auswählen",
  label: "Ein Link, ein Gedanke, eine Datei",
  placeholder: "Ein Link, ein Gedanke, eine Datei…",
  drop: "Loslassen bringt es auf {}",
  files: "Dateien zum Senden",
  takeOut: (name) => `${name} herausnehmen`,
  link: "ein Link",
  note: "eine Notiz",
  kinds: {
    image: (count) => (count === 1 ? "ein Bild" : `${inWords(count)} Bilder`),
    audio: (count) => (count === 1 ? "eine Aufnahme" : `${inWords(count)} Aufnahmen`),
    video: (count) => (count === 1 ? "ein Video" : `${inWords(count)} Videos`),
    pdf: (count) => (count === 1 ? "ein PDF" : `${inWords(count)} PDFs`),
    file: (count) => (count === 1 ? "eine Datei" : `${inWords(count)} Dateien`),
  },
  tooLarge: (name, most) => `„${name}“ ist größer als ${most}; mehr wird nicht angenommen.`,
  tooMany: (most) => `Höchstens ${most} Dateien gehen auf einmal. Die ersten ${most} sind hier.`,
};
