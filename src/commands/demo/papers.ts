/** A page of A5, in points. */
const PAGE = { width: 420, height: 595, margin: 52 };
const LINE_CHARACTERS = 58;

/** A paper as the demo makes it: a heading and paragraphs, one page each. */
export interface Paper {
  readonly title: string;
  readonly pages: readonly (readonly string[])[];
}

/** A PDF of these pages in the fonts that every reader has (PDF 1.4, ISO 32000-1). Latin letters only. */
export function paperPdf({ title, pages }: Paper): Buffer {
  const objects: string[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${6 + n * 2} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) /Producer (Digital Wall) >>`,
  ];
  pages.forEach((paragraphs, n) => {
    const content = pageContent(n === 0 ? title : null, paragraphs);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${7 + n * 2} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  });
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, n) => {
    const offset = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

function pageContent(title: string | null, paragraphs: readonly string[]): string {
  const top = PAGE.height - PAGE.margin;
  const heading = title === null ? "" : `BT /F2 20 Tf ${PAGE.margin} ${top - 20} Td (${escaped(title)}) Tj ET\n`;
  const lines = paragraphs.flatMap((paragraph) => [...wrapped(paragraph), ""]);
  const start = title === null ? top - 12 : top - 60;
  return `${heading}BT /F1 11.5 Tf 16 TL ${PAGE.margin} ${start} Td\n${lines.map((line) => `(${escaped(line)}) Tj T*`).join("\n")}\nET`;
}

function wrapped(paragraph: string): string[] {
  const lines = [""];
  for (const word of paragraph.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length >= LINE_CHARACTERS) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

const escaped = (text: string): string => text.replace(/[\\()]/g, "\\$&");
