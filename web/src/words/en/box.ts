import { inWords } from "./figures.ts";

/** The box where things go in. */
export const box = {
  form: "Put something on the wall",
  pick: "Choose files",
  label: "A link, a thought, a file",
  placeholder: "A link, a thought, a file…",
  drop: "Drop to put it on {}",
  files: "Files to send",
  takeOut: (name: string) => `Take out ${name}`,
  link: "a link",
  note: "a note",
  kinds: {
    image: (count: number) => (count === 1 ? "a picture" : `${inWords(count)} pictures`),
    audio: (count: number) => (count === 1 ? "a recording" : `${inWords(count)} recordings`),
    video: (count: number) => (count === 1 ? "a video" : `${inWords(count)} videos`),
    pdf: (count: number) => (count === 1 ? "a PDF" : `${inWords(count)} PDFs`),
    file: (count: number) => (count === 1 ? "a file" : `${inWords(count)} files`),
  },
  tooLarge: (name: string, most: string) => `“${name}” is larger than ${most}, the most that is taken.`,
  tooMany: (most: number) => `At most ${most} files go in one share. The first ${most} are here.`,
};
