import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "..");

/** What each folder of src/ may import besides itself. The page's own folder stands for all of web/src. */
const MAY_IMPORT: Readonly<Record<string, readonly string[] | "all">> = {
  contract: [],
  core: ["contract"],
  config: ["core"],
  store: ["contract", "core"],
  ai: ["contract", "core"],
  content: ["contract", "core"],
  importers: ["contract", "core"],
  exporters: ["contract", "core"],
  pipeline: ["contract", "core", "store", "ai", "content"],
  wall: ["contract", "core", "store", "pipeline", "importers", "exporters"],
  adapters: ["contract", "core"],
  http: ["contract", "core", "wall", "store"],
  web: ["contract", "core"],
  commands: "all",
  app: "all",
};

/** Modules that reach the world, and who may besides adapters/, each with its reason. A path ending in / is a folder. */
const WORLDLY: readonly { modules: RegExp; allowed: Readonly<Record<string, string>> }[] = [
  {
    modules: /^(node:(net|http|https|http2|dgram|tls|sqlite)|undici|pg|ioredis|bullmq)(\/|$)/,
    allowed: { "src/http/client-errors.ts": "reads the names of status codes, opens nothing" },
  },
  {
    modules: /^node:fs(\/promises)?$/,
    allowed: {
      "src/config/": "settings may lie in files",
      "src/app/": "finds the package's own files and makes the data folder",
      "src/app.ts": "finds the page that was built",
      "src/commands/": "a person names files to share, and the command reads the key that lies in the data folder",
      "src/http/page.ts": "reads the page that was built",
      "src/content/file-child-process.ts":
        "looks whether this machine has the command that bounds a child's memory, and makes the child's own folder",
      "src/content/file-child.ts": "takes its own folder away when its parent is gone",
      "src/content/file-reader.ts": "lays a file of another store down beside the child that reads it",
      "src/content/files/": "reads one stored file, in the child that looks into it",
    },
  },
];

/** The whole environment may be handed to these, which read it by name; everything else reads settings. */
const ENVIRONMENT_READERS = /\b(?:readSettings|misspeltSettings)\(process\.env\)/g;
const MAX_LINES = 300;

interface Source {
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly { readonly module: string; readonly statement: string }[];
}

const SOURCES = globSync(["src/**/*.ts", "web/src/**/*.{ts,tsx}"], { cwd: ROOT })
  .map((path) => path.replaceAll("\\", "/"))
  .toSorted()
  .map(readSource);
const OF_THE_SERVER = SOURCES.filter(({ path }) => path.startsWith("src/"));

test("each folder imports only what the table of the architecture allows it", () => {
  const known = OF_THE_SERVER.filter(({ path }) => path !== "src/main.ts" && !(folderOf(path) in MAY_IMPORT));
  assert.deepEqual(paths(known), [], "a folder that the table does not know");
  const wrong = SOURCES.flatMap((source) =>
    relativeImports(source)
      .filter((target) => !mayImport(source.path, target))
      .map((target) => `${source.path} → ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test("the contract needs no package but typebox, so that anything may share it", () => {
  const wrong = OF_THE_SERVER.filter(({ path }) => folderOf(path) === "contract").flatMap(({ path, imports }) =>
    imports.filter(({ module }) => !/^(\.|typebox(\/|$))/.test(module)).map(({ module }) => `${path} → ${module}`),
  );
  assert.deepEqual(wrong, []);
});

test("no file imports one that imports it, over however many others", () => {
  assert.deepEqual(findCycles(new Map(SOURCES.map((source) => [source.path, relativeImports(source)]))), []);
});

test("a cycle of imports is found, however it is entered", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", ["b"]],
    ["d", []],
  ]);
  assert.deepEqual(findCycles(graph), ["b → c → b"]);
});

test("nothing but src/config reads the environment", () => {
  const wrong = OF_THE_SERVER.filter(({ path }) => folderOf(path) !== "config").filter(
    ({ code, imports }) =>
      /\bprocess\s*(\?\.|\.)?\s*\[?["'`]?env\b/.test(code.replaceAll(ENVIRONMENT_READERS, "")) ||
      /\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(code) ||
      imports.some(({ module, statement }) => /^(node:)?process$/.test(module) && /\benv\b/.test(statement)),
  );
  assert.deepEqual(paths(wrong), []);
});

test("nothing but src/adapters opens a socket, a database or a person's file", () => {
  const wrong = OF_THE_SERVER.filter(({ path }) => folderOf(path) !== "adapters").flatMap(({ path, imports }) =>
    imports
      .filter(({ statement }) => !/^(import|export) type\b/.test(statement)) // A type opens nothing.
      .filter(({ module }) =>
        WORLDLY.some(({ modules, allowed }) => modules.test(module) && !isAllowed(path, Object.keys(allowed))),
      )
      .map(({ module }) => `${path} → ${module}`),
  );
  assert.deepEqual(wrong, []);
});

test("nothing asks over the network by itself but the command line its own server, and one file the AI of the settings", () => {
  // A call comes after an operator or a word; a method of ours that is named fetch does not.
  const asks = /(?:[=(,?:>]|\bawait|\breturn|\bvoid)\s*(?:globalThis\.)?fetch\(|\bnew\s+(?:WebSocket|EventSource)\(/;
  const wrong = OF_THE_SERVER.filter(
    ({ path, code }) => !path.startsWith("src/commands/") && path !== "src/adapters/ai-fetch.ts" && asks.test(code),
  );
  assert.deepEqual(paths(wrong), []);
});

test("what is imported for its types alone is not loaded", () => {
  const wrong = SOURCES.flatMap(({ path, imports }) =>
    imports.filter(({ statement }) => isTypesAlone(statement)).map(({ statement }) => `${path}: ${statement}`),
  );
  assert.deepEqual(wrong, []);
});

test("a statement that would load a module for its types alone is told from one that would not", () => {
  assert.equal(isTypesAlone('import { type A, type B } from "m"'), true);
  assert.equal(isTypesAlone('export { type A } from "m"'), true);
  assert.equal(isTypesAlone('import { type A, b } from "m"'), false);
  assert.equal(isTypesAlone('import type { A } from "m"'), false);
  assert.equal(isTypesAlone('import a, { type A } from "m"'), false);
  assert.equal(isTypesAlone('import { typeOf } from "m"'), false);
  assert.equal(isTypesAlone('import "m"'), false);
});

test(`a file tells one story, in ${MAX_LINES} lines at most`, () => {
  const long = SOURCES.map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
  assert.deepEqual(
    long.filter(({ lines }) => lines > MAX_LINES),
    [],
  );
});

test("every folder and file says what it is about", () => {
  const nameless = SOURCES.filter(({ path }) => path.split("/").some((part) => /^(utils?|helpers?)(\.|$)/.test(part)));
  assert.deepEqual(paths(nameless), []);
});

test("threads and children that are named by an address exist", () => {
  const named = OF_THE_SERVER.flatMap(({ path, code }) =>
    [...code.matchAll(/"(\.\.?\/[^"]+\.ts)"\s*:\s*"(\.\.?\/[^"]+\.js)"/g)].map(([, ts = "", js = ""]) => {
      assert.equal(js, ts.replace(/\.ts$/, ".js"), `${path} names two different files`);
      return normalize(join(dirname(path), ts));
    }),
  );
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter((path) => !OF_THE_SERVER.some((source) => source.path === path)),
    [],
  );
});

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const code = withoutComments(text);
  const statements = [...code.matchAll(/^(?:import|export)\b[^;"']*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"/gm)];
  const calls = [...code.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)];
  const imports = [...statements, ...calls].map(([statement, first, second]) => ({
    module: first ?? second ?? "",
    statement: statement.replace(/\s+/g, " "),
  }));
  return { path, text, code, imports };
}

/** Strings, templates and regular expressions are kept, since what looks like a comment in them is none. */
function withoutComments(text: string): string {
  const parts =
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(parts, (whole, kept?: string) => kept ?? whole.replace(/[^\n]/g, ""));
}

/** The folder below src/, which for the composition root is `app`; all of the page is `web`. */
function folderOf(path: string): string {
  const [top, second = ""] = path.split("/");
  return top === "web" ? "web" : second.replace(/\.ts$/, "");
}

function relativeImports({ path, imports }: Source): string[] {
  return imports
    .filter(({ module }) => /^\.\.?\/.*\.tsx?$/.test(module))
    .map(({ module }) => normalize(join(dirname(path), module)).replaceAll("\\", "/"));
}

function mayImport(from: string, to: string): boolean {
  const folder = folderOf(from);
  const allowed = from === "src/main.ts" ? "all" : (MAY_IMPORT[folder] ?? []);
  return allowed === "all" || folderOf(to) === folder || allowed.includes(folderOf(to));
}

function isTypesAlone(statement: string): boolean {
  const names = /^(?:import|export)\s*\{([^}]*)\}/
    .exec(statement)?.[1]
    ?.split(",")
    .filter((name) => name.trim() !== "");
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s+(?!as\b)/.test(name));
}

/** Each cycle once, as the way from its first file back to it. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    if (way.includes(file)) return void cycles.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (done.has(file)) return;
    way.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

const isAllowed = (path: string, allowed: readonly string[]): boolean =>
  allowed.some((entry) => (entry.endsWith("/") ? path.startsWith(entry) : path === entry));

const paths = (sources: readonly Source[]): string[] => sources.map(({ path }) => path);
