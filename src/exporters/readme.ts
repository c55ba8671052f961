/** What an archive says of itself to whoever unpacks it years from now. */
export const README = `# Everything of a Digital Wall

This archive holds what somebody kept on a Digital Wall, in forms that outlive the program.

- index.html: open it in a browser, after unpacking. It needs no network and sends nothing anywhere.
- notes/: each item as Markdown with front matter, for people and for programs such as Obsidian.
- files/: every file, as it was handed in; pictures and pages that were kept with links, too.
- bookmarks.html: all links, for any browser. items.csv: all items, for a spreadsheet.
- digital-wall.json, walls.jsonl, tags.jsonl, items.jsonl, duplicates.jsonl, tags-kept-apart.jsonl: the whole, a line of
  JSON each. From these \`digital-wall restore <this file>\` makes the same wall again. Times are ISO 8601, UTC. The fields
  are described in docs/export.md of Digital Wall.
- problems.jsonl: files that could not be read when this was made. Empty is good.

There are no keys, sign-ins or other people in it.
`;
