import type { Scene } from "./scenes.ts";
import type { FileThing, LinkThing } from "./thing.ts";

const QUALITY = 86;

/** The bytes of a file of the demo, and their type. */
export async function makeFile({ name, made }: FileThing): Promise<File> {
  switch (made.by) {
    case "scene":
      return await drawScene(name, made.scene);
    case "paper": {
      const { paperPdf } = await import("./papers.ts");
      return fileOf(paperPdf(made.paper), name, "application/pdf");
    }
    case "chord": {
      const { chordWav } = await import("./sounds.ts");
      return fileOf(chordWav(made.tonesHz, made.seconds), name, "audio/wav");
    }
    case "text":
      return fileOf(Buffer.from(made.text), name, "");
    default:
      return made satisfies never;
  }
}

/** A scene as a picture, drawn when it is needed. */
export async function drawScene(name: string, scene: Scene): Promise<File> {
  const [{ default: sharp }, { sceneSvg }] = await Promise.all([import("sharp"), import("./scenes.ts")]);
  const drawn = await sharp(Buffer.from(sceneSvg(scene)))
    .webp({ quality: QUALITY, effort: 0 })
    .toBuffer();
  return fileOf(drawn, name, "image/webp");
}

const fileOf = (bytes: Uint8Array, name: string, type: string): File =>
  new File([Uint8Array.from(bytes)], name, { type });

/** A page as a browser would hand it in. */
export function makePage({ url, site, language, title, lead, paragraphs }: LinkThing, publishedMs: number): string {
  const published = new Date(publishedMs).toISOString();
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="description" content="${lead}"><meta property="og:site_name" content="${site}"><link rel="canonical" href="${url}">
<meta property="og:title" content="${title}"><meta property="article:published_time" content="${published}"></head>
<body><main><article><h1>${title}</h1><p>${lead}</p>${paragraphs.map((words) => `<p>${words}</p>`).join("")}</article></main></body></html>`;
}
