import { join } from "node:path";
import { defineConfig } from "vite";

const ROOT = import.meta.dirname;

/** Two pages and a worker, as plain files of their own: nothing is fetched from anywhere. */
export default defineConfig({
  root: ROOT,
  base: "./",
  publicDir: false,
  build: {
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: false,
    // Reviewers of add-ons read what is handed in.
    minify: false,
    rollupOptions: {
      input: {
        popup: join(ROOT, "popup.html"),
        options: join(ROOT, "options.html"),
        background: join(ROOT, "src/background.ts"),
      },
      // The manifest names the worker.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
