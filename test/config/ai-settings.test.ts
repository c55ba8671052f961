import assert from "node:assert/strict";
import { test } from "node:test";
import { openChain } from "../../src/app/open-chain.ts";
import { SettingRefused } from "../../src/config/read.ts";
import { readSettings } from "../../src/config/settings.ts";

const NO_MONEY = {
  reserve: () => Promise.reject(new Error("nobody is asked here")),
  end: () => Promise.reject(new Error("nobody is asked here")),
  left: () => Promise.resolve(null),
};

const CLAUDE = { ANTHROPIC_API_KEY: "k" };
const OLLAMA = { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1", AI_MODEL: "llama3.2" };

/** Who would be asked, in order. */
async function asked(environment: Record<string, string>): Promise<string[]> {
  const chain = await openChain(readSettings(environment).ai, NO_MONEY);
  await chain.close();
  return [...chain.links.map(({ line, price }) => `${line.name}${price === null ? " free" : ""}`), chain.builtIn.name];
}

const CHOSEN: readonly [what: string, environment: Record<string, string>, asked: readonly string[]][] = [
  ["nothing", {}, ["built-in"]],
  ["a key of Anthropic", CLAUDE, ["claude:claude-haiku-5-5", "built-in"]],
  ["a key that is switched off", { ...CLAUDE, AI_PROVIDER: "built-in" }, ["built-in"]],
  ["another model", { ...CLAUDE, AI_MODEL: "claude-sonnet-5-5" }, ["claude:claude-sonnet-5-5", "built-in"]],
  ["a server of one's own", OLLAMA, ["openai:llama3.2 free", "built-in"]],
  [
    "a server at home by its name",
    { ...OLLAMA, OPENAI_BASE_URL: "http://ollama:11434/v1" },
    ["openai:llama3.2 free", "built-in"],
  ],
  [
    "a server elsewhere, with its price",
    { OPENAI_BASE_URL: "https://models.example/v1", OPENAI_API_KEY: "k", AI_MODEL: "big", AI_PRICE: "1/2.5" },
    ["openai:big", "built-in"],
  ],
  [
    "two",
    { ...CLAUDE, ...OLLAMA, AI_MODEL: "", AI_SECOND_PROVIDER: "openai", AI_SECOND_MODEL: "llama3.2" },
    ["claude:claude-haiku-5-5", "openai:llama3.2 free", "built-in"],
  ],
  [
    "two of one maker",
    { ...CLAUDE, AI_SECOND_PROVIDER: "claude", AI_SECOND_MODEL: "claude-haiku-4-5" },
    ["claude:claude-haiku-5-5", "claude:claude-haiku-4-5", "built-in"],
  ],
];

for (const [what, environment, expected] of CHOSEN)
  test(`who is asked with ${what}`, async () => assert.deepEqual(await asked(environment), expected));

const REFUSED: readonly [environment: Record<string, string>, says: RegExp][] = [
  [{ AI_PROVIDER: "someone" }, /^AI_PROVIDER must be claude, openai or built-in\.$/],
  [{ AI_PROVIDER: "claude" }, /^ANTHROPIC_API_KEY must be set/],
  [{ AI_PROVIDER: "openai" }, /^OPENAI_API_KEY or OPENAI_BASE_URL must be set/],
  [{ OPENAI_API_KEY: "k" }, /^AI_MODEL must name the model/],
  [{ ...OLLAMA, OPENAI_BASE_URL: "ollama" }, /^OPENAI_BASE_URL must be an address/],
  [{ ...OLLAMA, OPENAI_BASE_URL: "file:///etc/passwd" }, /^OPENAI_BASE_URL must be an address/],
  [{ ...OLLAMA, OPENAI_BASE_URL: "http://me:secret@host/v1" }, /^OPENAI_BASE_URL must be an address/],
  [{ ...CLAUDE, AI_MODEL: "claude-of-tomorrow" }, /^AI_PRICE must say what claude-of-tomorrow costs/],
  [{ ...CLAUDE, AI_PRICE: "cheap" }, /^AI_PRICE must be dollars/],
  [{ ...CLAUDE, AI_PRICE: "1/2/3" }, /^AI_PRICE must be dollars/],
  [{ AI_SECOND_PROVIDER: "claude" }, /^AI_SECOND_PROVIDER needs a first one/],
  [{ ...CLAUDE, AI_SECOND_PROVIDER: "claude" }, /^AI_SECOND_MODEL must be another model/],
  [{ AI_MONTHLY_BUDGET_USD: "-1" }, /^AI_MONTHLY_BUDGET_USD must be dollars/],
  [{ AI_PERSON_BUDGET_USD: "much" }, /^AI_PERSON_BUDGET_USD must be dollars/],
  [{ AI_LANGUAGE: "the queen's" }, /^AI_LANGUAGE must be a language tag/],
  [{ AI_BATCH: "maybe" }, /^AI_BATCH must be on or off/],
  [{ AI_TIMEOUT_MS: "0" }, /^AI_TIMEOUT_MS must be a whole number/],
];

for (const [environment, says] of REFUSED)
  test(`a start is refused by name with ${JSON.stringify(environment)}`, async () => {
    await assert.rejects(asked(environment), (error) => {
      assert.ok(error instanceof SettingRefused);
      assert.match(error.message, says);
      assert.ok(!error.message.includes("secret"));
      return true;
    });
  });
