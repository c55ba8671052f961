import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, defineConfig, type Plugin } from "vite";
import { licences } from "./licences.ts";

const ROOT = import.meta.dirname;
const BUILT = join(ROOT, "../dist/page");
/** What every build of the page has in common, and the worker's too. */
const TARGET = "es2023";
/** Pages that are asked for by an address without their ending. */
const PAGES: Readonly<Record<string, string>> = { "index.html": "/", "share-target.html": "/share-target" };
/** What the server writes its pages for people without an account into; nobody opens it by itself. */
const FRAME = "public-wall.html";
/**
 * Shown before anything is installed, or by the system; a page without a network needs none of them. What paints PDFs is
 * larger than all the rest and fetched with the first one that is opened.
 */
const NOT_OFFLINE = /^(sw\.js|pictures\/.*|icons\/.*|assets\/pdf-worker-.*|public-wall\.html|assets\/public-wall-.*)$/;

/**
 * Builds the worker when the page is built, since it carries the list of the page's files and a hash over them. It is one
 * plain script of a fixed name: some browsers take no modules as workers, and a worker is known by its address.
 */
function worker(): Plugin {
  return {
    name: "worker",
    apply: "build",
    async closeBundle() {
      const files = readdirSync(BUILT, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(BUILT.length + 1)
            .replaceAll("\\", "/"),
        )
        .filter((name) => !NOT_OFFLINE.test(name))
        .toSorted();
      const hash = createHash("sha256");
      for (const name of files) hash.update(name).update(readFileSync(join(BUILT, name)));
      await build({
        root: ROOT,
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        define: {
          __SHELL__: JSON.stringify(files.map((name) => PAGES[name] ?? `/${name}`)),
          __SHELL_VERSION__: JSON.stringify(hash.digest("hex").slice(0, 16)),
        },
        build: {
          outDir: BUILT,
          emptyOutDir: false,
          target: TARGET,
          lib: { entry: join(ROOT, "src/sw/sw.ts"), formats: ["iife"], name: "worker", fileName: () => "sw.js" },
        },
      });
    },
  };
}

/** The page is plain files that any server can hand out: no inline script or style, so that a strict policy holds. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: BUILT,
    emptyOutDir: true,
    target: TARGET,
    // A font or picture inside a style sheet would be a data: address, which the page's policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: [...Object.keys(PAGES), FRAME].map((page) => join(ROOT, page)),
      // The time of this build is that of the worker's, which is built within it.
      checks: { pluginTimings: false },
    },
  },
  plugins: [licences(), worker()],
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:3000" } },
});
