import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { ProblemDocument } from "../../src/contract/parts.ts";
import type { ProblemCode } from "../../src/contract/problems.ts";
import { assertContract } from "./contract-check.ts";
import { type Answer, type AskOptions, newWall, type TestWall, type WallOptions } from "./new-wall.ts";
import { until } from "./until.ts";

/** A wall whose every answer is held against the contract. */
export interface Journey extends TestWall {
  /** Asks and expects this status; tells the body. */
  get<Body = Record<string, unknown>>(path: string, options?: AskOptions): Promise<Body>;
  expect<Body = Record<string, unknown>>(
    status: number,
    method: string,
    path: string,
    options?: AskOptions,
  ): Promise<Answer<Body>>;
  /** Asks and expects this refusal. */
  refused(
    expected: `${number} ${ProblemCode}`,
    method: string,
    path: string,
    options?: AskOptions,
  ): Promise<Answer<ProblemDocument>>;
  /** Makes a key of this scope. */
  keyOf(
    scope: "share" | "read" | "write" | "admin",
    more?: { expires_at?: string },
  ): Promise<{ id: string; key: string }>;
  /** The inbox of the owner. */
  inbox(): Promise<string>;
}

export async function newJourney(t: TestContext, options: WallOptions = {}): Promise<Journey> {
  const wall = await newWall(t, options);

  async function ask<Body>(method: string, path: string, more: AskOptions = {}): Promise<Answer<Body>> {
    // A machine that stalls for seconds makes the server ask for patience, as it should; it kept nothing, so ask again.
    return await until("it to be less busy", async () => {
      const answer = await wall.ask<Body>(method, path, more);
      assertContract(method, path, answer);
      const isBusy = answer.status === 503 && (answer.body as { code?: string }).code === "overloaded";
      return isBusy ? null : answer;
    });
  }
  async function expect<Body>(status: number, method: string, path: string, more: AskOptions = {}) {
    const answer = await ask<Body>(method, path, more);
    if (answer.status !== status)
      assert.equal(answer.status, status, `${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
  const added: Omit<Journey, Exclude<keyof TestWall, "ask" | "share" | "item">> = {
    ask,
    expect,
    get: async <Body>(path: string, more: AskOptions = {}) => (await expect<Body>(200, "GET", path, more)).body,
    async refused(expected, method, path, more = {}) {
      const answer = await ask<ProblemDocument>(method, path, more);
      const told = `${answer.status} ${answer.body.code}`;
      assert.equal(told, expected, `${method} ${path} → ${told} ${answer.body.detail}`);
      return answer;
    },
    async share(things, headers = {}) {
      return (await expect<Awaited<ReturnType<TestWall["share"]>>>(202, "POST", "/share", { body: things, headers }))
        .body;
    },
    async item(id) {
      return (await expect<Awaited<ReturnType<TestWall["item"]>>>(200, "GET", `/items/${id}`)).body;
    },
    async keyOf(scope, more = {}) {
      const body = { name: `a key to ${scope}`, scopes: [scope], ...more };
      return (await expect<{ id: string; key: string }>(201, "POST", "/keys", { body })).body;
    },
    inbox: async () => (await added.get<{ inbox_id: string }>("/me")).inbox_id,
  };
  // The wall's own properties stay live behind these: its address changes with a restart.
  return Object.setPrototypeOf(added, wall) as Journey;
}
