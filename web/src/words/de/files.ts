import type { files as english } from "../en/files.ts";

export const files: typeof english = {
  heading: "Dateien",
  noName: "Datei",
  lookAt: (name) => `${name} ansehen`,
  readPages: "Seiten lesen",
  download: "Herunterladen",
  downloadOf: (name) => `${name} herunterladen`,
  previous: "Vorherige Datei",
  next: "Nächste Datei",
  oneOf: (at, count) => `${at} von ${count}`,
  larger: "Größer",
  smaller: "Kleiner",
  fit: "Einpassen",
  page: (at, count) => `Seite ${at} von ${count}`,
  table: "Tabelle",
  showAll: "Alles zeigen",
  beginning: (shown, whole) => `Das ist der Anfang, ${shown} von ${whole}.`,
  tooLong: (shown) => `Hier siehst du nur die ersten ${shown}. Den Rest findest du in der Datei; lade sie herunter.`,
  firstRows: (count) =>
    `Hier siehst du nur die ersten ${count} Zeilen. Den Rest findest du in der Datei; lade sie herunter.`,
  notPlayable:
    "Dieser Browser kann das nicht abspielen. Die Datei ist sicher; lade sie herunter und spiele sie anderswo ab.",
  notReadable: "Die Datei ließ sich gerade nicht lesen. Sie ist sicher; versuch es gleich noch einmal.",
  notText: "Das ist doch kein Text. Die Datei bleibt, wie sie ist.",
  pdfLocked: "Dieses PDF verlangt ein Passwort. Lade es herunter und öffne es mit einem Programm deiner Wahl.",
  pdfBroken:
    "Die Seiten lassen sich hier nicht zeigen. Lade das PDF herunter und öffne es mit einem Programm deiner Wahl.",
  pdfTooLarge:
    "Das PDF ist zu groß, um es hier zu zeigen. Lade es herunter und öffne es mit einem Programm deiner Wahl.",
  partMissing: "Dieser Teil der Seite konnte nicht geladen werden.",
  roles: {
    original: "Original",
    "lead-image": "Titelbild",
    "page-image": "Bild der Seite",
    preview: "Vorschau",
    thumbnail: "Kleine Vorschau",
    snapshot: "Die Seite, wie sie war",
    text: "Text",
  },
};
