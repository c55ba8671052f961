import type { Entry, SharedWords } from "../outbox/entry.ts";
import { textOf } from "../outbox/entry.ts";
import { landing } from "./spoken.ts";

/** What a shared thing is called, and what stands below it. */
export function aboutOf(words: SharedWords, files: readonly Pick<Entry["files"][number], "name">[]) {
  const [first = "", ...rest] = textOf(words).split("\n");
  const [file] = files;
  const more = files.length > (first === "" ? 1 : 0) ? landing().files(files.length) : "";
  return {
    words: first || (file?.name ?? ""),
    about: [rest.join("\n"), more].filter((each) => each !== "").join("\n"),
  };
}
