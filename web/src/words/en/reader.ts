/** How articles are read: in the sheet, and in the settings. */
export const reader = {
  /** Two letters that show a type. */
  sample: "Aa",
  open: "Type size and ground",
  title: "Reading articles",
  size: "Type size",
  sizes: { small: "Small", normal: "Normal", large: "Large", largest: "Very large" },
  ground: "Ground",
  grounds: { page: "As the page", paper: "Paper", night: "Night" },
  notKept: "This browser keeps nothing for this page, so it holds until you close it.",
};
