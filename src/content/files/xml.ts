import { SaxesParser } from "saxes";
import { Unreadable } from "./found.ts";

/** Deeper than any document that a program writes. */
const MOST_DEPTH = 400;

export interface XmlHandlers {
  /** Names come without their prefix, attributes with theirs. Return true to hear nothing more. */
  open?(name: string, attributes: Readonly<Record<string, string>>): boolean | undefined;
  text?(text: string): boolean | undefined;
  close?(name: string): boolean | undefined;
}

/**
 * Reads XML as it streams by. No entity is unfolded but the five of XML itself: a document type with entities of its own
 * is refused, as is what nests too deep. What follows the end that a handler asked for is not looked at.
 * @throws Unreadable
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser();
  let depth = 0;
  let isOver = false;
  const heard = (over: boolean | undefined) => {
    if (over) isOver = true;
  };
  const local = (name: string) => name.slice(name.indexOf(":") + 1);
  parser.on("error", (error) => {
    if (!isOver) throw new Unreadable("file-broken", error.message);
  });
  parser.on("doctype", (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw new Unreadable("file-broken", "a document type with entities of its own");
  });
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw new Unreadable("file-broken", `nested deeper than ${MOST_DEPTH}`);
    if (!isOver) heard(handlers.open?.(local(name), attributes as Record<string, string>));
  });
  parser.on("text", (text) => {
    if (!isOver && depth > 0) heard(handlers.text?.(text));
  });
  parser.on("cdata", (text) => {
    if (!isOver) heard(handlers.text?.(text));
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    if (!isOver) heard(handlers.close?.(local(name)));
  });
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk[0] === 0xff ? "utf-16le" : chunk[0] === 0xfe ? "utf-16be" : "utf-8");
    parser.write(decoder.decode(chunk, { stream: true }));
    if (isOver) return;
  }
  if (decoder !== null) parser.close();
}

/** The texts of some elements by their names, each in the order found. @throws Unreadable */
export async function textsOf(
  chunks: AsyncIterable<Uint8Array>,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const texts = new Map<string, string[]>();
  let current: string | null = null;
  let text = "";
  await readXml(chunks, {
    open(name) {
      if (!names.includes(name)) return false;
      current = name;
      text = "";
      return false;
    },
    text(more) {
      if (current !== null && text.length < 10_000) text += more;
      return false;
    },
    close(name) {
      if (name !== current) return false;
      texts.set(name, [...(texts.get(name) ?? []), text]);
      current = null;
      return false;
    },
  });
  return texts;
}
