import { filesOf } from "./figures.ts";

/** A card, and the work on what it shows. */
export const card = {
  kinds: {
    link: "Link",
    note: "Note",
    image: "Picture",
    pdf: "PDF",
    audio: "Recording",
    video: "Video",
    file: "File",
  },
  sound: "Sound",
  pictures: (count: number) => `${count} pictures`,
  actions: (title: string) => `Actions for ${title}`,
  tag: "Tag",
  choose: (title: string) => `Choose ${title}`,
  builtIn: "Analysed here, without an AI",
  builtInForNow: "Analysed here for now; an AI follows",
  steps: {
    read: "Reading the page…",
    files: "Looking at the files…",
    glance: "Having a first look…",
    images: "Keeping the pictures…",
    analyze: "Analysing…",
    finish: "Putting it in place…",
  },
  stages: {
    started: "Started",
    analyzing: "Analysing…",
    storing: "Putting it in place…",
    completed: "Done",
    cancelled: "Cancelled",
    error: "It could not be kept whole",
  },
  soonAgain: (why: string) => `${why} Trying again soon.`,
  waiting: "Waiting for its turn…",
  stepOf: (step: number, all: number) => `${step} of ${all}`,
  /** Said until the steps of the share tell more. */
  untold: "This could not be worked on.",
  /** What is safe whatever happened. */
  kept: (isLink: boolean, files: number, isText: boolean, isNote: boolean) => {
    const kept = [
      ...(isLink ? ["link"] : []),
      ...(files > 0 ? [files === 1 ? "file" : filesOf(files)] : []),
      ...(isText ? ["text"] : []),
      ...(isNote ? ["note"] : []),
    ];
    const last = kept.pop();
    if (last === undefined) return "What you shared is kept.";
    if (kept.length > 0) return `The ${kept.join(", ")} and your ${last} are kept.`;
    return `The ${last} ${files > 1 ? "are" : "is"} kept.`;
  },
};
