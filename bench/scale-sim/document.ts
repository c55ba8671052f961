const [BEGIN, END] = ["<!-- written by npm run scale-sim -- --write -->", "<!-- until here -->"];

/** The document with this report in its place. @throws when the place is missing */
export function withReport(document: string, report: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document has no "${BEGIN}" with "${END}" after it`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${report}\n\n${document.slice(end)}`;
}
