/** What a thing does with its subject: what somebody who looks for it has in mind. */
export type Manner =
  | "care"
  | "choice"
  | "experience"
  | "trouble"
  | "beginning"
  | "news"
  | "history"
  | "cost"
  | "question"
  | "build";

export interface Manners {
  /** `{name}` is what the subject is called, `{part}` and `{also}` what belongs to it, `{place}` a town. */
  readonly titles: readonly string[];
  readonly sentences: readonly string[];
  readonly tag: string;
}

export const MANNERS: Readonly<Record<Manner, Manners>> = {
  care: {
    titles: [
      "How to clean and care for: {name}",
      "Keeping {name} in good order",
      "{name}: ten minutes of maintenance a month",
      "Looking after {name} the easy way",
    ],
    sentences: [
      "Wipe it down first, then see to the {part}, which is where neglect shows.",
      "Done once a month this takes ten minutes and saves the {also} for years.",
      "Nothing sharp, nothing abrasive, and never more than the {part} needs.",
    ],
    tag: "upkeep",
  },
  choice: {
    titles: [
      "Which {name} to buy: a guide",
      "{name} compared: six of them side by side",
      "What to look for in {name}",
      "The best {name} for most people",
    ],
    sentences: [
      "We put six of them side by side and looked at the {part} before the price.",
      "Pay for the {also}, not for the colour.",
      "If you can try only one thing in the shop, try the {part}.",
    ],
    tag: "buying",
  },
  experience: {
    titles: [
      "Two years with {name}: what I would do again",
      "Living with {name}",
      "A long test of {name}, honestly told",
      "What nobody told me about {name}",
    ],
    sentences: [
      "After the second winter the {part} began to show its age.",
      "I have grown fond of it, the {also} included.",
      "Would I do it again? Yes, but with another {part}.",
    ],
    tag: "reviews",
  },
  trouble: {
    titles: [
      "{name}: when it goes wrong, and how to fix it",
      "Repairing {name} step by step",
      "The usual faults of {name}",
      "{name} does not work any more? Try this first",
    ],
    sentences: [
      "Nine times of ten the fault is in the {part}, and a new one costs little.",
      "Take a picture before you take the {also} apart.",
      "If that does not help, look for wear where the {part} meets the rest.",
    ],
    tag: "repair",
  },
  beginning: {
    titles: [
      "{name} for beginners",
      "Getting started: {name}",
      "First steps with {name}",
      "An introduction to {name} in plain words",
    ],
    sentences: [
      "You need less than the shops say: begin with the {part} and see.",
      "Everybody makes the same three mistakes at first, all of them with the {also}.",
      "Give it a month before you judge; the {part} takes practice.",
    ],
    tag: "basics",
  },
  news: {
    titles: [
      "New rules for {name} from next spring",
      "Recall: {name} sold in {place} may be unsafe",
      "{place} pays a grant towards {name}",
      "Fewer people want {name}, figures show",
    ],
    sentences: [
      "The council of {place} said on Tuesday that it would look into the matter.",
      "Makers say that the {part} has been changed since.",
      "A spokeswoman for the {place} consumers' office called it overdue.",
    ],
    tag: "news",
  },
  history: {
    titles: [
      "A short history of {name}",
      "Where {name} comes from",
      "How {name} changed everyday life",
      "Before {name}: what people did a century ago",
    ],
    sentences: [
      "The first ones were made in a workshop in {place}, and had no {part} at all.",
      "An old catalogue praises the {also} at length.",
      "Museums keep them beside things that nobody can name any more.",
    ],
    tag: "history",
  },
  cost: {
    titles: [
      "What {name} really costs over ten years",
      "Saving money on {name}",
      "Is {name} worth the price? The sums",
      "{name}: hidden costs, added up",
    ],
    sentences: [
      "The price on the label is half of it; the {part} is the other half.",
      "Spread over ten years that is less than a coffee a week.",
      "Second hand it costs a third, if the {also} is sound.",
    ],
    tag: "costs",
  },
  question: {
    titles: [
      "Forum: is my {name} still all right?",
      "Asked and answered: {name} and the {part}",
      "Help with {name}, please: what am I doing wrong?",
      "Thread: your experiences with {name} and {also}",
    ],
    sentences: [
      "Somebody answered that the {part} is harmless, somebody else that it is not.",
      "The thread has forty replies, and the useful one is the third.",
      "In the end it was the {also}, as the first answer said.",
    ],
    tag: "forum",
  },
  build: {
    titles: [
      "Build or restore it yourself: {name}",
      "A weekend project: {name} from scratch",
      "{name} out of spare parts",
      "Plans and a parts list: {name}",
    ],
    sentences: [
      "All in all it took a weekend, most of it for the {part}.",
      "The drawing is free, and the {also} comes from a skip.",
      "Measure the {part} twice; the rest forgives a lot.",
    ],
    tag: "diy",
  },
};

/** The same in German, for fewer of them; `{name}` comes with its article. */
export const GERMAN_MANNERS: Readonly<Partial<Record<Manner, Manners>>> = {
  care: {
    titles: ["Richtig pflegen und reinigen: {name}", "{name}: Pflege in zehn Minuten"],
    sentences: [
      "Einmal im Monat gründlich, sonst reicht ein feuchtes Tuch.",
      "Scharfe Mittel schaden mehr, als sie nützen.",
    ],
    tag: "Pflege",
  },
  choice: {
    titles: ["Kaufberatung: {name}", "{name} im Vergleich: sechs Modelle"],
    sentences: ["Auf den Preis allein kommt es nicht an.", "Wer wenig Platz hat, nimmt das kleinere Modell."],
    tag: "Kauf",
  },
  trouble: {
    titles: ["{name} defekt? So wird selbst repariert", "Häufige Fehler und Abhilfe: {name}"],
    sentences: ["Meist genügt ein Ersatzteil für wenige Euro.", "Vor dem Zerlegen ein Foto machen."],
    tag: "Reparatur",
  },
  cost: {
    titles: ["Was kostet das wirklich? {name} nachgerechnet", "Geld sparen: {name}"],
    sentences: ["Über zehn Jahre gerechnet ist es weniger, als man denkt.", "Gebraucht kostet es ein Drittel."],
    tag: "Kosten",
  },
};

/** Whoever looks for one of these is served in part by the others. */
export const NEAR_MANNERS: Readonly<Partial<Record<Manner, readonly Manner[]>>> = {
  care: ["trouble"],
  trouble: ["care", "question"],
  choice: ["experience", "cost"],
  experience: ["choice"],
  beginning: ["build"],
  cost: ["choice"],
  question: ["trouble"],
  build: ["beginning"],
};
