/** Analyses: who makes them, what they say, what they cost. */
export const analysis = {
  heading: "Analysis",
  cost: "What it cost",
  category: "Category",
  categories: {
    technology: "Technology",
    entertainment: "Entertainment",
    news: "News",
    social: "Social",
    other: "Other",
  },
  mood: "Mood",
  moods: { positive: "Positive", neutral: "Neutral", negative: "Negative" },
  notYet: "Not yet",
  topics: "Topics",
  names: "Names",
  language: "Language",
  confidence: "Confidence",
  madeBy: "Made by",
  made: "Made",
  betterFollows: "A better one follows by itself.",
  imageText: "Text in the picture",
  builtIn: "This server, without an AI",
  server: "This server",
  /**
   * Who was asked and could not, by the server's own message, which is English and quotes the provider. It tells of "it",
   * or begins with the name of whoever was asked.
   */
  refused: (who: string, outcome: string, message: string) => {
    const words = message.replace(/(\w)'(\w)/g, "$1’$2");
    const said = /[.!?…]$/.test(words) ? words : `${words}.`;
    if (outcome === "budget-reached") return said;
    if (/^Its? /.test(said)) return said.replace(/^It(s?) /, (_it, s) => (s ? `${who}’s ` : `${who} `));
    return `${who} did not answer: ${said.startsWith(`${who} `) ? `it ${said.slice(who.length + 1)}` : said}`;
  },
  analyse: "Analyse",
  again: "Analyse again",
  working: "Analysing…",
  undo: "Undo this analysis",
  trying: "Trying it. This may take some seconds…",
  wouldSay: "It would say:",
  use: "Use this",
  preview: "Preview",
  previewed: "What it would say",
  title: "Title",
  summary: "Summary",
  tags: "Tags",
  same: "Same",
  now: "Now",
  new: "New",
  none: "None",
  keptNot: "Nothing of this is kept. “Use this” asks once more and keeps what comes.",
  keptNotCosts:
    "Nothing of this is kept. “Use this” asks once more and keeps what comes; it costs about the same again.",
  who: "Who",
  asWritten: "As it is written",
  asWrittenIn: (language: string) => `As it is written (${language})`,
  asUsual: (language: string) => `As usual (${language})`,
  wish: "What should it look at?",
  wishExample: "The prices, and who it is for",
  builtInPicks: "This server picks the words and sentences that say most. That is quick, and free.",
  earlier: (count: number) => `${count} earlier`,
  others: (count: number) => (count === 1 ? "1 other" : `${count} others`),
  takenBack: "taken back",
  madeAgain: "Analysed again.",
  noNew: "Nothing was changed: no new analysis could be had.",
  undone: "Taken back. What you wrote stays.",
  undoneToEarlier: "Taken back. The one before it shows again.",
};
