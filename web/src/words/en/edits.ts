/** What becomes of what somebody writes into an item. */
export const edits = {
  waits: "Not saved yet. It is kept on this device and saved as soon as the wall answers.",
  refused: "This could not be saved. It is kept here.",
  throwAway: "Throw it away",
  changedShort: "Somebody changed this meanwhile. Yours is kept.",
  changedBar: "Changed meanwhile",
  look: "Look",
  changed: "This was changed meanwhile, in another window or on another device. Nothing is lost: which shall it be?",
  theirs: "What stands there now",
  mine: "What you wrote",
  nothing: "Nothing",
  keepMine: "Take mine",
  keepTheirs: "Leave what stands there",
  keepBoth: "Take both",
};
