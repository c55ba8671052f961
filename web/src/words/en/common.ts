/** What more than one screen says. */
export const common = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  tryAgain: "Try again",
  undo: "Undo",
  saving: "Saving…",
  saved: "Saved",
  notSaved: (reason: string) => `Not saved. ${reason}`,
  pin: "Pin",
  unpin: "Unpin",
  trash: "Move to the trash",
  openPage: "Open the page",
  wall: "Wall",
  item: "Item",
  tags: "Tags",
};
