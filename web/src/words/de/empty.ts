import type { empty as english } from "../en/empty.ts";

export const empty: typeof english = {
  title: ["Noch nichts hier.", "Teil das Erste."],
  box: { where: "Hier:", how: "einen Link einfügen, einen Gedanken schreiben, Dateien irgendwo fallen lassen." },
  bookmarks: {
    where: "Deine Lesezeichen:",
    how: "Hol auf einmal herüber, was du im Browser, bei einem anderen Dienst oder in einem Ordner hast.",
    bring: "Lesezeichen mitbringen",
  },
  elsewhere: { where: "Von anderswo:", how: "jedes davon ist einmal einzurichten." },
  doors: {
    iphone: "Handy",
    bookmarklet: "Lesezeichen-Knopf",
    extension: "Browser-Erweiterung",
  },
};
