import { randomBytes } from "node:crypto";
import { crc32, deflateRawSync, deflateSync } from "node:zlib";
import sharp from "sharp";

/** Files made by code: those that a tool refuses to make, and those too large to be kept in git. */

const number16 = (value: number) => Buffer.from([value & 0xff, (value >> 8) & 0xff]);
const number32 = (value: number) => Buffer.concat([number16(value & 0xffff), number16(value >>> 16)]);

export interface ZipEntry {
  readonly name: string;
  readonly data: Uint8Array | string;
  /** What the entry claims to unpack to, when it lies. */
  readonly claims?: number;
  readonly encrypted?: boolean;
}

/** A ZIP archive, as PKWARE's APPNOTE has it, whose entries may lie. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims, encrypted = false } of entries) {
    const plain = Buffer.from(data as Uint8Array);
    const packed = deflateRawSync(plain);
    const nameBytes = Buffer.from(name);
    const common = Buffer.concat([
      number16(20),
      number16(0x800 | (encrypted ? 1 : 0)),
      number16(8),
      number32(0x5a690000),
      number32(crc32(plain)),
      number32(packed.length),
      number32(claims ?? plain.length),
      number16(nameBytes.length),
      number16(0),
    ]);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, nameBytes, packed]);
    central.push(
      Buffer.concat([Buffer.from("PK\x01\x02"), number16(20), common, Buffer.alloc(10), number32(offset), nameBytes]),
    );
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.concat([
    Buffer.from("PK\x05\x06"),
    Buffer.alloc(4),
    number16(entries.length),
    number16(entries.length),
    number32(directory.length),
    number32(offset),
    number16(0),
  ]);
  return Buffer.concat([...parts, directory, end]);
}

/** A word-processing document whose body is this XML. */
export function docxOf(body: string, more: readonly ZipEntry[] = []): Buffer {
  return zipOf([
    {
      name: "[Content_Types].xml",
      data: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    { name: "word/document.xml", data: body },
    ...more,
  ]);
}

export const wordBody = (text: string, prolog = ""): string =>
  `<?xml version="1.0"?>${prolog}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;

/** Entities that unfold to a billion of the first. */
export const LAUGHS = `<!DOCTYPE x [<!ENTITY l0 "lamp">${Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
).join("")}]>`;

/** A tar archive of regular files (POSIX.1-1988 ustar); a size may be a lie. */
export function tarOf(entries: readonly { name: string; data: string; claims?: number }[]): Buffer {
  const blocks = entries.flatMap(({ name, data, claims }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write("0000644\0", 100);
    header.write(`${(claims ?? data.length).toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write("0", 156);
    header.write("ustar\x0000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const body = Buffer.alloc(Math.ceil(data.length / 512) * 512);
    body.write(data);
    return [header, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1_024)]);
}

/** A PNG that claims a size without holding it: the header is right, the rest hardly there. */
export function claimingPng(width: number, height: number): Buffer {
  const chunk = (name: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    return Buffer.concat([number32(data.length).reverse(), body, number32(crc32(body)).reverse()]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

export interface MadePdf {
  readonly pages: readonly string[];
  readonly title?: string;
  /** Entries of the catalog, such as an action that is to be run on opening. */
  readonly catalog?: string;
}

/** A PDF of pages with one line of Helvetica each. */
export function pdfOf({ pages, title, catalog = "" }: MadePdf): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(" ");
  const objects = [
    `<</Type/Catalog/Pages 2 0 R ${catalog}>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...pages.flatMap((text, index) => {
      const paint = `BT /F 18 Tf 60 700 Td (${text}) Tj ET`;
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${5 + index * 2} 0 R>>`,
        `<</Length ${paint.length}>>\nstream\n${paint}\nendstream`,
      ];
    }),
    `<</Title(${title ?? ""})>>`,
  ];
  let body = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}trailer\n<</Size ${size}/Root 1 0 R/Info ${objects.length} 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
    "latin1",
  );
}

/** A JPEG of four colours whose EXIF asks for this turn (1 to 8); it shows red at the top left once turned. */
export async function turnedJpeg(orientation: number): Promise<Buffer> {
  const [width, height] = [80, 40];
  const patch = (background: string) => ({
    create: { width: width / 2, height: height / 2, channels: 3 as const, background },
  });
  const upright = await sharp({ create: { width, height, channels: 3, background: "white" } })
    .composite([
      { input: patch("#d02020"), left: 0, top: 0 },
      { input: patch("#20a040"), left: width / 2, top: 0 },
      { input: patch("#2040c0"), left: 0, top: height / 2 },
      { input: patch("#e0c020"), left: width / 2, top: height / 2 },
    ])
    .png()
    .toBuffer();
  // The opposite of what the orientation asks for (EXIF 2.32, tag 274); sharp turns first and mirrors then.
  const turns = [0, 0, 0, 180, 0, 0, 270, 0, 90];
  let stored = sharp(upright);
  if (orientation === 2) stored = stored.flop();
  else if (orientation === 4) stored = stored.flip();
  else if (orientation === 5) stored = sharp(await stored.rotate(270).png().toBuffer()).flip();
  else if (orientation === 7) stored = sharp(await stored.rotate(90).png().toBuffer()).flip();
  else stored = stored.rotate(turns[orientation] ?? 0);
  return await stored.withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
}

/** Bytes that are nothing known. */
export const unknownBytes = (bytes = 4_096): Buffer =>
  Buffer.concat([Buffer.from([0, 1, 2, 3, 250]), randomBytes(bytes)]);
