import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The addresses that are the page's own; it finds out by itself which of its views is meant. */
const VIEWS = [
  "/",
  "/welcome",
  "/phone",
  "/highlights",
  "/invitation",
  "/join",
  "/reset",
  "/item/:id",
  "/wall/:id",
  "/settings",
  "/settings/:section",
] as const;

/** The page that a share lands on, as it was built. */
export async function readLandingPage(folder: string): Promise<string> {
  return await readFile(join(folder, "share-target.html"), "utf8");
}

/** What the pages for people without an account stand in, as it was built. */
export async function readPublicFrame(folder: string): Promise<string> {
  return await readFile(join(folder, "public-wall.html"), "utf8");
}

/** The font of the words that are read, as the build named it. */
const READING_FONT = /^newsreader-.*\.woff2$/;

/** The address of the font that stored articles are set in; null where the built page has none. */
export async function readingFont(folder: string): Promise<string | null> {
  const name = (await readdir(join(folder, "assets"))).find((each) => READING_FONT.test(each));
  return name === undefined ? null : `/assets/${name}`;
}

/** Serves the built page. What Vite named by its content is kept by browsers for ever, the rest is asked for anew. */
export async function addPage(app: FastifyInstance, folder: string): Promise<void> {
  const html = await readFile(join(folder, "index.html"));
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    cacheControl: false,
    setHeaders(response, path) {
      const isNamedByContent = path.includes(`${join(folder, "assets")}`);
      response.header("cache-control", isNamedByContent ? "public, immutable, max-age=31536000" : "no-cache");
      // The frame of an article has no origin of its own, and fonts are only given to origins that may have them. It is a
      // public file that says nothing of anybody; no other has this header.
      if (READING_FONT.test(basename(path))) response.header("access-control-allow-origin", "*");
    },
  });
  for (const view of VIEWS)
    app.get(view, (_request, reply) =>
      reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(html),
    );
}
