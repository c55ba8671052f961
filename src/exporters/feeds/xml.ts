/** What XML 1.0 allows of Unicode (section 2.2); anything else makes a document that no reader takes. */
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
};

/** Text as it may stand between tags and in quotes. */
export const inXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_IN_XML, "")
    .replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? "");

/** An element with text, or nothing where there is none. */
export const element = (name: string, text: string | null, attributes = ""): string =>
  text === null || text === "" ? "" : `<${name}${attributes}>${inXml(text)}</${name}>`;

export const XML_BEGIN = '<?xml version="1.0" encoding="utf-8"?>';
