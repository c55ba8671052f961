import { filesOf, things } from "./figures.ts";

/** What waits on this device. */
export const outbox = {
  waiting: "Waiting to be sent. It goes out by itself.",
  waitingToldBy: (reason: string) => `${reason} It goes out by itself.`,
  onlyInWindow: "This device has no room to keep it. Leave this window open until it is sent.",
  sending: "Sending…",
  sendNow: "Send now",
  asking: "Shared here while nobody was signed in. Put it on your wall?",
  put: "Put it on my wall",
  throwAway: "Throw away",
  refusedSafe: "It is still here. Edit it and send it again.",
  edit: "Edit",
  files: filesOf,
  keptUntilSignIn: (count: number) => `${things(count)} on this device, kept until you sign in.`,
  waitingToBeSent: (count: number) => `${things(count)} waiting to be sent.`,
};
