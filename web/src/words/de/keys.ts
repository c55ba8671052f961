import type { keys as english } from "../en/keys.ts";

export const keys: typeof english = {
  heading: "Tasten",
  write: "Etwas schreiben oder einfügen",
  search: "Suchen",
  step: "Zum nächsten Ding, zum Ding davor",
  toTop: "Nach oben",
  toEnd: "Zum allerletzten Ding",
  open: "Öffnen",
  edit: "Öffnen zum Bearbeiten",
  tag: "Taggen",
  choose: "Auswählen; mit Umschalt auch alles dazwischen",
  chooseAll: "Alles auswählen, was geladen ist",
  chooseAllFound: "Alles auswählen, was gefunden wurde",
  pin: "Anheften, auch alles Ausgewählte",
  trash: "In den Papierkorb, auch alles Ausgewählte",
  order: "Auf einer von Hand geordneten Wand: nach vorn oder nach hinten, auch alles Ausgewählte",
  orderFar: "Ebenso, an den Anfang oder ans Ende",
  random: "Irgendein Ding dieser Wand öffnen",
  letGo: "Auswahl aufheben, Suche beenden",
  settings: "Zu den Einstellungen",
  show: "Diese Tasten zeigen",
};
