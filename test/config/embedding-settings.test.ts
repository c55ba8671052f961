import assert from "node:assert/strict";
import { test } from "node:test";
import { openMeaningBy } from "../../src/app/open-meaning.ts";
import { SettingRefused } from "../../src/config/read.ts";
import { readSettings } from "../../src/config/settings.ts";

const NO_MONEY = {
  reserve: () => Promise.reject(new Error("nobody is asked here")),
  end: () => Promise.reject(new Error("nobody is asked here")),
  left: () => Promise.resolve(null),
};
const around = { ledger: NO_MONEY, channel: null };
const MODEL = { EMBEDDING_MODEL: "nomic-embed-text" };
const HOME = "http://127.0.0.1:11434/v1";

test("without a model nothing is found by meaning, whatever else is set", async () => {
  for (const environment of [{}, { EMBEDDING_BASE_URL: HOME, EMBEDDING_API_KEY: "k" }, { EMBEDDING_MODEL: "off" }])
    assert.equal(await openMeaningBy(readSettings(environment), around), null);
});

test("a model is asked at its own server, or at that of the analyses", () => {
  const at = (environment: Record<string, string>) => {
    const { embedding } = readSettings({ ...MODEL, ...environment });
    return [embedding?.baseUrl, embedding?.apiKey, embedding?.price];
  };
  assert.deepEqual(at({ OPENAI_BASE_URL: HOME, AI_MODEL: "m" }), [HOME, null, "free"]);
  assert.deepEqual(at({ OPENAI_API_KEY: "k", AI_MODEL: "m", AI_PRICE: "0/0" }), [null, "k", null]);
  assert.deepEqual(at({ EMBEDDING_BASE_URL: HOME, OPENAI_API_KEY: "k", AI_MODEL: "m", AI_PRICE: "0/0" }), [
    HOME,
    null,
    "free",
  ]);
  assert.deepEqual(
    at({ EMBEDDING_BASE_URL: "https://models.example/v1", EMBEDDING_API_KEY: "e", EMBEDDING_PRICE: "0.02" }),
    ["https://models.example/v1", "e", 0.02],
  );
});

const REFUSED: readonly [environment: Record<string, string>, message: RegExp][] = [
  [MODEL, /^EMBEDDING_MODEL needs EMBEDDING_BASE_URL or OPENAI_BASE_URL, or a key of OpenAI\.$/],
  [{ ...MODEL, EMBEDDING_BASE_URL: "ftp://x" }, /^EMBEDDING_BASE_URL must be an address/],
  [{ ...MODEL, EMBEDDING_BASE_URL: HOME, EMBEDDING_PRICE: "cheap" }, /^EMBEDDING_PRICE must be dollars/],
  [{ ...MODEL, EMBEDDING_API_KEY: "k" }, /^EMBEDDING_PRICE must say what nomic-embed-text costs/],
];

for (const [environment, message] of REFUSED)
  test(`refused with a sentence: ${JSON.stringify(environment)}`, async () => {
    await assert.rejects(
      async () => await openMeaningBy(readSettings(environment), around),
      (error) => error instanceof SettingRefused && message.test(error.message),
    );
  });

test("what a model costs is known of OpenAI's own, and asked of nobody", async () => {
  const settings = readSettings({ EMBEDDING_MODEL: "text-embedding-3-small", EMBEDDING_API_KEY: "k" });
  const meaning = await openMeaningBy(settings, around);
  assert.equal(meaning?.line.name, "openai:text-embedding-3-small");
  await meaning?.close();
});
