/**
 * Checks that need a hand on the program's own functions, in a process that may run a mutant of them. Arguments: the
 * check, the mutant. Prints what does not hold, a line each.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMutant } from "./apply-mutant.ts";

const mutant = applyMutant(process.argv[3]);
const { openInProcessChannel, openInProcessQueue } = await import("../../src/adapters/doorbells-in-process.ts");
const { openFiles } = await import("../../src/app/open-files.ts");
const { openStore } = await import("../../src/app/open-store.ts");
const { readSettings } = await import("../../src/config/settings.ts");
const { newId } = await import("../../src/core/ids.ts");
const { Ranks } = await import("../../src/pipeline/ranks.ts");
const { settle } = await import("../../src/pipeline/settle.ts");
const { Sweeper, UNKEPT_AFTER_MS } = await import("../../src/pipeline/sweeper.ts");
// The beat's own defence belongs to the mutants of the attempt.
await import("../../src/pipeline/worker.ts");
const { stageFile } = await import("../../src/store/files.ts");
const { claimSteps, voidAllLeases } = await import("../../src/store/step-queue.ts");
const { acceptShare } = await import("../../src/wall/accept-share.ts");
const { ensureOwner } = await import("../../src/wall/make-owner.ts");
const { Problem } = await import("../../src/contract/problems.ts");
mutant.assertApplied();

type Draft = Parameters<typeof acceptShare>[1]["draft"];
const EMPTY = {
  url: null,
  text: null,
  title: null,
  note: null,
  tags: [],
  wall: null,
  files: [],
  page: null,
} satisfies Draft;

async function openBench(dataDir: string) {
  let offsetMs = 0;
  const settings = {
    ...readSettings({ DATA_DIR: dataDir }),
    get clockOffsetMs() {
      return offsetMs;
    },
  };
  const { store, close } = await openStore(settings);
  const { owner } = await ensureOwner(store);
  const files = await openFiles(settings.files);
  const deps = {
    store,
    files,
    queue: openInProcessQueue(),
    channel: openInProcessChannel(),
    ranks: new Ranks(),
    log: () => {},
  };
  const caller = { person: owner, role: "owner", scopes: ["admin"], by: { kind: "key", id: newId() } } as const;
  const forward = (ms: number) => {
    offsetMs += ms;
  };
  return { deps, caller, close, forward };
}
type Bench = Awaited<ReturnType<typeof openBench>>;

const CHECKS: Readonly<Record<string, (bench: Bench) => Promise<string | null>>> = {
  /** A worker that lost its step to another comes back late with an outcome. */
  async "late-settle"({ deps, caller }) {
    await acceptShare(deps, { caller, draft: { ...EMPTY, text: "The seventh lamp is out." }, idempotencyKey: null });
    const claim = async (worker: string) => {
      const [step] = await deps.store.write((unit) =>
        claimSteps(unit, { lane: "ai", limit: 1, worker, leaseMs: 60_000 }),
      );
      if (!step) throw new Error("nothing to claim");
      return step;
    };
    const first = await claim("the first");
    await deps.store.write(voidAllLeases);
    await claim("the second");
    const outcome = { kind: "skipped", why: "too late" } as const;
    return (await settle(deps, { step: first, outcome, staged: [] })) ? "a lost attempt was settled" : null;
  },

  /** The sweep takes a file in the moment in which it would be kept. */
  async "swept-while-kept"({ deps, caller, forward }) {
    const id = newId();
    const key = await deps.store.write((unit) =>
      stageFile(unit, { id, owner: caller.person, role: "original", type: "text/plain", name: "lamps.txt" }),
    );
    const bytes = Buffer.from("seven lamps");
    const stored = await deps.files.put(
      key,
      (async function* () {
        yield bytes;
      })(),
      { maxBytes: 100 },
    );
    const file = { id, name: "lamps.txt", type: "text/plain", ...stored };
    let answer: string | null = "the sweep never came to the file";
    const sweeper = new Sweeper({
      ...deps,
      worker: "the sweep",
      files: {
        ...deps.files,
        async remove(removed) {
          await deps.files.remove(removed);
          answer = await acceptShare(deps, { caller, draft: { ...EMPTY, files: [file] }, idempotencyKey: null }).then(
            () => "a file was kept whose bytes were swept",
            (error: unknown) => (error instanceof Problem && error.code === "files-unavailable" ? null : String(error)),
          );
        },
      },
    });
    forward(UNKEPT_AFTER_MS + 3_600_000);
    await sweeper.removeUnkeptFiles();
    return answer;
  },
};

const check = CHECKS[process.argv[2] ?? ""];
if (!check) throw new Error(`there is no check ${process.argv[2]}`);
const dataDir = await mkdtemp(join(tmpdir(), "dw-check-"));
const bench = await openBench(dataDir);
try {
  const fault = await check(bench);
  if (fault !== null) process.stdout.write(`${fault}\n`);
} finally {
  await bench.close();
  await rm(dataDir, { recursive: true, force: true });
}
