/** What an empty wall teaches. */
export const empty = {
  title: ["Nothing here yet.", "Share the first thing."],
  box: { where: "Here:", how: "paste a link, write a thought, drop files anywhere." },
  bookmarks: {
    where: "Your bookmarks:",
    how: "bring what you have from a browser, another service or a folder, all at once.",
    bring: "Bring your bookmarks",
  },
  elsewhere: { where: "From elsewhere:", how: "each of these is set up once." },
  doors: {
    iphone: "Phone",
    bookmarklet: "Bookmark button",
    extension: "Browser extension",
  },
};
