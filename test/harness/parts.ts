import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { startServer, startWorker } from "../../src/app.ts";
import { readSettings } from "../../src/config/settings.ts";
import { LANES } from "../../src/core/steps.ts";

export interface PartOptions {
  readonly role: "serve" | "serve --no-workers" | "worker";
  readonly environment: Readonly<Record<string, string>>;
  /** How far its clock is ahead when it starts. */
  readonly offsetMs: number;
}

/** One process of a wall that stands. */
export interface Part {
  /** Empty for a worker. */
  readonly url: string;
  readonly ownerLink: string;
  /** Sets how far its clock is ahead. */
  setClock(offsetMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Whether the parts of walls are in the process of the test, which can then watch what they do. */
export const ARE_WITHIN = process.env["TEST_PROCESSES"] !== "own";

/** Starts a part within this process, which is quick; with `TEST_PROCESSES=own`, in a process of its own. */
export const startPart: (options: PartOptions) => Promise<Part> = ARE_WITHIN ? startWithin : startInProcess;

/** Starts a part within this process. */
export async function startWithin({ role, environment, offsetMs }: PartOptions): Promise<Part> {
  let clockOffsetMs = offsetMs;
  const settings = {
    ...readSettings(environment),
    get clockOffsetMs() {
      return clockOffsetMs;
    },
  };
  const started =
    role === "worker"
      ? { url: "", ownerLink: "", ...(await startWorker(settings, { lanes: LANES })) }
      : await startServer(settings, { workers: role === "serve" });
  return {
    url: started.url,
    ownerLink: started.ownerLink,
    setClock: async (ms) => {
      clockOffsetMs = ms;
    },
    stop: () => started.stop(),
  };
}

/** What a process of parts is asked, and answers. */
export type Asked = { start: PartOptions } | { setClock: number } | { stop: true };
export type Answered = { url: string; ownerLink: string } | { error: string } | { done: true };

/** Processes that wait for their next part: starting one takes a second of a processor. */
const idle: ChildProcess[] = [];

async function startInProcess(options: PartOptions): Promise<Part> {
  const child = idle.pop() ?? fork(new URL("./run-part.ts", import.meta.url), { execArgv: [] });
  // It must not keep this process from ending; it ends with it.
  child.unref();
  child.channel?.unref();
  let hasTravelled = options.offsetMs > 0;
  const started = await ask(child, { start: options });
  if (!("url" in started)) throw new Error("a part was started, but says no address");
  let stopped: Promise<void> | null = null;
  return {
    ...started,
    async setClock(ms) {
      hasTravelled ||= ms > 0;
      await ask(child, { setClock: ms });
    },
    // Tests stop a wall that is stopped at their end once more; a process must not be free for two parts then.
    stop() {
      // Ids ascend within a process whatever its clock does: those of one that was ahead would not go by the time of the next wall.
      stopped ??= ask(child, { stop: true }).then(() => void (hasTravelled ? child.kill() : idle.push(child)));
      return stopped;
    },
  };
}

async function ask(child: ChildProcess, asked: Asked): Promise<Answered> {
  child.channel?.ref();
  const heard = new AbortController();
  try {
    const answer = once(child, "message", heard) as Promise<[Answered]>;
    const end = once(child, "exit", heard).then(([code, signal]): [Answered] => [
      { error: `the process of a part ended with ${code ?? signal}` },
    ]);
    child.send(asked);
    const [answered] = await Promise.race([answer, end]);
    for (const each of [answer, end]) each.catch(() => {});
    if ("error" in answered) throw new Error(answered.error);
    return answered;
  } finally {
    heard.abort();
    child.channel?.unref();
  }
}
