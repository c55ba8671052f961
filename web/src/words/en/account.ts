/** The dialogs behind one's own name. */
export const account = {
  phoneAndBrowsers: "Phone and browsers",
  notSentYet: (count: number) => (count === 1 ? "One thing is not sent yet." : `${count} things are not sent yet.`),
  keepQuestion: "What is kept here goes out when you sign in on this device again. Nobody else can send it.",
  keepAndLeave: "Keep and sign out",
  throwAndLeave: "Throw away and sign out",
  stay: "Stay signed in",
  stillSignedIn: (reason: string) => `You are still signed in. ${reason}`,
};
