/** An exact text of one source file, and what stands there instead. */
export interface Patch {
  /** From the root of the package. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Mutation {
  /** The mechanism that is taken away. */
  readonly without: string;
  readonly patches: readonly Patch[];
  /** Patches that widen a race or take away a second line of defence. The control has them too, and must pass. */
  readonly beside: readonly Patch[];
}

/** Statements that hold a unit or an answer up. */
const PAUSE = (ms: number): string => `await new Promise((resolve) => setTimeout(resolve, ${ms}));`;
const SETTLE = "src/pipeline/settle.ts";
const LOCK_ITEM: Patch = {
  file: SETTLE,
  find: "const others = await lockItems(unit, [step.item, ...also]);",
  replace: `const others = new Map((await unit.db.selectFrom("items").selectAll().where("id", "in", [step.item, ...also]).execute()).map((row) => [row.id, row]));`,
};
/** Each takes one mechanism out of the program. Only processes of tests can be made to run one. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "attempt-check": {
    without: "the attempt in the where of a settle",
    patches: [{ file: "src/store/steps.ts", find: `.where("attempt", "=", attempt)`, replace: "" }],
    // A woken worker usually learns by its beat that a step is no longer its own; the fence is for when it does not.
    beside: [
      {
        file: "src/pipeline/worker.ts",
        find: `stop.abort(new Error("the attempt is no longer ours"));`,
        replace: "void stop;",
      },
    ],
  },
  "join-locks": {
    without: "the locks before the steps of a run are looked at",
    patches: [
      LOCK_ITEM,
      {
        file: SETTLE,
        find: "const share = step.share === null ? undefined : await lockShare(unit, step.share);",
        replace: `const share = step.share === null ? undefined
            : await unit.db.selectFrom("shares").selectAll().where("id", "=", step.share).executeTakeFirst();`,
      },
    ],
    beside: [
      {
        file: SETTLE,
        find: `const finishesToo = next === "finish" && mayFinish;`,
        replace: `${PAUSE(2_000)} const finishesToo = next === "finish" && mayFinish;`,
      },
    ],
  },
  "item-lock": {
    without: "the item's lock in a settle",
    patches: [LOCK_ITEM],
    beside: [
      {
        file: SETTLE,
        find: "const settlement = settlementOf(unit, settling);",
        replace: `${PAUSE(1_500)} const settlement = settlementOf(unit, settling);`,
      },
    ],
  },
  "staged-check": {
    without: "the check that a file is still staged when it is kept",
    patches: [
      {
        file: "src/store/files.ts",
        find: `.where("owner", "=", file.owner)\n    .where("state", "=", "staged")`,
        replace: `.where("owner", "=", file.owner)`,
      },
    ],
    beside: [],
  },
  "row-before-bytes": {
    without: "the row that is committed before the bytes of a file",
    patches: [
      {
        file: "src/http/receive-files.ts",
        find: "const key = await store.write((unit) =>",
        replace: `const key = id.slice(-2) + "/" + id; const stageLate = () => store.write((unit) =>`,
      },
      {
        file: "src/http/receive-files.ts",
        find: `visitFailpoint("bytes-staged");`,
        replace: `visitFailpoint("bytes-staged"); await stageLate();`,
      },
    ],
    beside: [],
  },
  "commit-before-answer": {
    without: "the commit before the answer",
    patches: [
      {
        file: "src/adapters/sqlite-group-commit.ts",
        find: "        flight = batch && this.#commit(batch);",
        replace: `        resolveAll(batch?.done);\n        ${PAUSE(100)}\n        flight = batch && this.#commit(batch);`,
      },
    ],
    beside: [],
  },
  sweeper: {
    without: "the sweeper",
    patches: [
      { file: "src/app/start-working.ts", find: "of [working, sweeper, aiChores,", replace: "of [working, aiChores," },
    ],
    beside: [],
  },
  "host-check": {
    without: "the check of the Host header",
    patches: [{ file: "src/http/server.ts", find: "    checkHost(request.headers.host);\n", replace: "" }],
    beside: [],
  },
  "void-leases": {
    without: "taking back what a dead predecessor held",
    patches: [{ file: "src/app/open-store.ts", find: "await store.write(voidAllLeases)", replace: "0" }],
    beside: [],
  },
  "idempotency-lookup": {
    without: "the look for an earlier share with the same key",
    patches: [
      {
        file: "src/wall/accept-share.ts",
        find: "if (idempotencyKey !== null) {",
        replace: "if (idempotencyKey === undefined) {",
      },
    ],
    beside: [],
  },
  "stream-resume": {
    without: "going on from Last-Event-ID",
    patches: [
      {
        file: "src/http/routes/streams.ts",
        find: `clocksOfVector(String(request.headers["last-event-id"] ?? ""))`,
        replace: `clocksOfVector("")`,
      },
    ],
    beside: [],
  },
};
