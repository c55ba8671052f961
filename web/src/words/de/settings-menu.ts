import type { settingsMenu as english } from "../en/settings-menu.ts";

export const settingsMenu: typeof english = {
  name: "Einstellungen",
  notLoaded: "Die Einstellungen konnten nicht geladen werden. Versuch es noch einmal, wenn die Wand erreichbar ist.",
  plain: {
    says: "Diese Verbindung ist nicht verschlüsselt: Andere im Netz könnten mitlesen. Die Wand lässt sich nicht installieren, und das Telefon kann nicht ohne Netz oder im Hintergrund teilen.",
    how: "So geht es besser",
    later: "Jetzt nicht",
  },
};
