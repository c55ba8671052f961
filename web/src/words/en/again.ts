/** What is said of a thing that was shared again: on the wall, and on the page that a share lands on. */
export const again = {
  before: "You had this already. It is at the top now.",
  savedBefore: (date: string, isNoteAdded: boolean) =>
    `Already saved on ${date}, moved to the top${isNoteAdded ? ", note added" : ""}.`,
  undo: "Undo",
  takenBack: "Taken back",
  whereItWas: "It is where it was before.",
};
