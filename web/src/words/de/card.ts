import type { card as english } from "../en/card.ts";
import { filesOf } from "./figures.ts";

export const card: typeof english = {
  kinds: {
    link: "Link",
    note: "Notiz",
    image: "Bild",
    pdf: "PDF",
    audio: "Aufnahme",
    video: "Video",
    file: "Datei",
  },
  sound: "Ton",
  pictures: (count) => `${count} Bilder`,
  actions: (title) => `Was sich tun lässt mit ${title}`,
  tag: "Taggen",
  choose: (title) => `${title} auswählen`,
  builtIn: "Hier analysiert, ohne KI",
  builtInForNow: "Vorläufig hier analysiert; eine KI folgt",
  steps: {
    read: "Die Seite wird gelesen…",
    files: "Die Dateien werden angesehen…",
    glance: "Ein erster Blick…",
    images: "Die Bilder werden aufgehoben…",
    analyze: "Wird analysiert…",
    finish: "Wird eingeordnet…",
  },
  stages: {
    started: "Angefangen",
    analyzing: "Wird analysiert…",
    storing: "Wird eingeordnet…",
    completed: "Fertig",
    cancelled: "Abgebrochen",
    error: "Es konnte nicht ganz aufgehoben werden",
  },
  soonAgain: (why) => `${why} Es wird bald noch einmal versucht.`,
  waiting: "Wartet, bis es an der Reihe ist…",
  stepOf: (step, all) => `${step} von ${all}`,
  untold: "Das ließ sich nicht bearbeiten.",
  kept: (isLink, files, isText, isNote) => {
    const kept = [
      ...(isLink ? ["Link"] : []),
      ...(files > 0 ? [files === 1 ? "Datei" : filesOf(files)] : []),
      ...(isText ? ["Text"] : []),
      ...(isNote ? ["Notiz"] : []),
    ];
    const last = kept.pop();
    if (last === undefined) return "Was du geteilt hast, ist aufgehoben.";
    if (kept.length > 0) return `${kept.join(", ")} und ${last} sind aufgehoben.`;
    return files > 1 ? `${last} sind aufgehoben.` : `Aufgehoben ist: ${last}.`;
  },
};
