import { things } from "./figures.ts";

export const search = {
  label: "Search all your things",
  placeholder: "Search your things",
  close: "Close the search",
  searching: "Searching…",
  found: "Found",
  count: (count: number) => (count === 0 ? "Nothing" : things(count)),
  moreThan: (count: number) => `More than ${things(count)}`,
  again: "Search again",
  /** `{}` is what stands in the middle, as in the other sentences with it. */
  didYouMean: "Did you mean {}?",
  showing: "This is what {} finds.",
  nothing: "Nothing found for “{}”.",
  some: "These have some of the words.",
  someToo: "What has some of the words comes after what has all.",
  fewerWords: "Fewer words find more. The words of pages, notes and tags are all searched.",
};
