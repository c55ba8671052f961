/** What is said by the code of a problem that the page itself found. The server's own problems bring their sentence. */
export const problems = {
  unreachable: "The wall cannot be reached. What is saved is safe.",
  unknown: (status: number) => `The server answered with ${status}.`,
  /** Something that is no refusal was thrown. */
  page: "Something went wrong on this page. Reload it and try again.",
};
