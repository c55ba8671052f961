import { again } from "./again.ts";
import { filesOf } from "./figures.ts";
import { formats } from "./formats.ts";

/** What the page says that a share lands on. */
export const landing = {
  saved: "Saved",
  save: "Save to your wall",
  notSaved: "Not saved",
  gone: "Nothing to save",
  done: "Done",
  seeWall: "See the wall",
  tryAgain: "Try again",
  undo: "Throw away",
  thrownAway: "Thrown away",
  sending: "Sending…",
  onWall: "On your wall",
  again,
  locale: formats.locale,
  kept: "Kept on this device. It goes out by itself.",
  canGo: "You can go now",
  why: "Why are you keeping this?",
  close: "Close",
  asks: "Nothing is saved before you say so.",
  fromElsewhere: "Another site sent this. Save it only if you meant to.",
  nobodyKnown: "Nobody is signed in here. It waits on this device until somebody is.",
  signIn: "Sign in",
  before: (count: number) =>
    count === 1 ? "And one thing you shared before" : `And ${count} things you shared before`,
  signInFirst: "Sign in first. This waits an hour for you in this browser.",
  refused: (reason: string) => `${reason} It is still here. Edit it and send it again.`,
  files: filesOf,
  keptNowhere: "There is nothing here to save. Share it again.",
  noRoom:
    "This device has no room left, and the wall could not be reached. Nothing was saved. Free some space or go online, then share it again.",
  notRead: "What was shared could not be read. Nothing was saved. Share it again.",
  broken: "Something went wrong. Share it again.",
};
