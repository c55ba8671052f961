export const signIn = {
  signedOut: "You are not signed in here.",
  newLink: "For a new link, run this where the server runs, and open what it prints:",
  noAnswer: "The wall does not answer.",
  noAnswerSafe: "What you saved is safe. The server may be starting, or you may be offline.",
  opening: "Opening your wall…",
  used: "This link does not open any more.",
  usedWhy: "It works once, for 15 minutes.",
  stuck: "The door is stuck.",
};
