import type { phone as english } from "../en/phone.ts";

export const phone: typeof english = {
  toWall: "Zur Wand",
  intro: "Ein paar Türen zu dieser Wand, jede einmal einzurichten.",
  copy: "Kopieren",
  copied: "Kopiert",

  iphone: "iPhone und iPad",
  iphoneWhy: "Ein Kurzbefehl bringt diese Wand in das Teilen-Menü jeder App.",
  makeKey: "Einen Schlüssel fürs Handy machen",
  makingKey: "Wird gemacht …",
  keyName: "iPhone",
  keyFor:
    "Dieser Schlüssel darf hinzufügen und nichts lesen. Er wird nur dieses eine Mal gezeigt; in der Liste der Schlüssel kannst du ihn zurücknehmen.",
  scan: "Halte die Kamera des Handys darauf. Dort öffnet sich diese Seite mit dem Schlüssel, fertig zum Kopieren.",
  qrLabel: "Ein Code, der diese Seite mit dem Schlüssel auf deinem Handy öffnet",
  given:
    "Dieser Schlüssel kam mit dem Code, den du gescannt hast. Nimm ihn nur, wenn der Code auf deinem eigenen Bildschirm war.",
  steps: [
    "Öffne die App Kurzbefehle, drücke + und nenne den neuen Kurzbefehl „Auf die Wand“.",
    "Schalte unter seinem i „Im Share-Sheet anzeigen“ ein. Lass ihn URLs, Text und Safari-Webseiten annehmen.",
    "Füge die Aktion „Inhalte von URL abrufen“ hinzu, klappe sie auf und trage ein, was unten steht.",
    "Drücke Fertig. Ab jetzt: Teilen, dann „Auf die Wand“.",
  ],
  url: "URL",
  method: "Methode",
  headerName: "Header, Name",
  headerValue: "Header, Wert",
  body: "Haupttext der Anfrage",
  bodyForm: "Formular",
  fieldName: "Feld, als Text: Schlüssel",
  fieldValue: "Feld, als Text: Wert",
  shortcutInput: "Kurzbefehleingabe",
  filesToo:
    "Für Fotos und Dateien mach auf dieselbe Weise einen zweiten, mit einem Feld der Art Datei: Schlüssel files, Wert Kurzbefehleingabe.",
  keyMissing: "Mach zuerst den Schlüssel; er gehört dorthin, wo die Punkte stehen.",

  loopback:
    "Diese Adresse führt zu dem Gerät, an dem du sitzt: Ein Handy erreicht sie nicht. Starte die Wand dort, wo das Handy sie findet, am besten mit https, und öffne diese Seite dort. docs/https.md im Ordner des Programms zeigt drei Wege.",
  plain:
    "Diese Adresse ist einfaches http. In diesem Netz geht das, aber wer darin ist, kann den Schlüssel mitlesen, und Handys installieren die Seite nicht und behalten sie nicht offline. docs/https.md im Ordner des Programms zeigt drei Wege zu https.",

  install: "Android und Desktop",
  installWhy: "Installiert steht die Wand im Teilen-Menü und hebt auch ohne Netz auf, was du teilst.",
  installSteps: [
    "Öffne diese Wand in Chrome, Edge oder Samsung Internet.",
    "Öffne das Menü des Browsers und wähle „Installieren“ oder „Zum Startbildschirm hinzufügen“.",
    "Aus jeder App: Teilen, dann Digital Wall.",
  ],

  anyBrowser: "In jedem Browser",
  anyBrowserWhy:
    "Zieh diesen Knopf in die Lesezeichenleiste. Drück ihn auf irgendeiner Seite: Die Wand öffnet sich, zeigt, was sie gleich speichert, und speichert auf deinen Fingertipp.",
  bookmarklet: "Auf meine Wand",
  dragIt: "Zieh ihn in die Lesezeichenleiste, oder kopiere ihn und füge ihn als Adresse eines neuen Lesezeichens ein.",
  copyBookmarklet: "Stattdessen kopieren",

  extension: "Browser-Erweiterung",
  extensionWhy:
    "Sie speichert die Seite so, wie du sie siehst, auch hinter einer Anmeldung, zeigt, was du schon hast, und wartet, wenn die Wand weg ist.",
  extensionSteps: [
    "Führe im Ordner des Programms npm run build:extension aus. Das macht den Ordner dist/extension.",
    "Chrome, Edge: Öffne chrome://extensions, schalte den Entwicklermodus ein, drücke „Entpackte Erweiterung laden“ und wähle diesen Ordner. Firefox: Öffne about:debugging, „Dieser Firefox“, „Temporäres Add-on laden“, und wähle manifest.json darin.",
    "Öffne die Einstellungen der Erweiterung und gib ihr diese Adresse und einen Schlüssel.",
  ],
  address: "Adresse",
  key: "Schlüssel",
  makeExtensionKey: "Einen Schlüssel für die Erweiterung machen",
  extensionKeyName: "Browser-Erweiterung",
  extensionKeyFor:
    "Dieser Schlüssel darf hinzufügen und nachsehen, ob etwas gespeichert ist. Er wird nur dieses eine Mal gezeigt.",
};
