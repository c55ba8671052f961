/** What leads to the settings. */
export const settingsMenu = {
  name: "Settings",
  notLoaded: "The settings could not be loaded. Try again when the wall can be reached.",
  plain: {
    says: "This connection is not encrypted: others on the network could read along. The wall cannot be installed, and the phone cannot share to it offline or in the background.",
    how: "How to mend it",
    later: "Not now",
  },
};
