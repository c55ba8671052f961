import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DerivedImage, ImageFailure } from "./derived-image.ts";

/** One child for one picture at a time; it starts when first needed and again after it had to be killed. */
export interface ImageChild {
  derive(bytes: Uint8Array, signal: AbortSignal): Promise<DerivedImage | ImageFailure>;
  end(): Promise<void>;
}

const IDLE_MS = 60_000;
/** A child was once seen to give no answer to a plain picture on a busy machine; a fresh one reads it. */
const ATTEMPTS = 2;

/** Node 24 does not start below 1 GB of data; 50 MP in four channels are 200 MB, twice while they are turned. */
const MAX_DATA_BYTES = 1_536 * 1024 * 1024;
const PRLIMIT = "/usr/bin/prlimit";

const CHILD = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./image-child.ts" : "./image-child.js", import.meta.url),
);

export function openImageChild({ timeoutMs }: { timeoutMs: number }): ImageChild {
  let child: ChildProcess | null = null;
  let idleTimer: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = child;
    child = null;
    if (ending !== null) await killed(ending);
  }

  async function attempt(bytes: Uint8Array, signal: AbortSignal): Promise<DerivedImage | ImageFailure | ChildEnded> {
    clearTimeout(idleTimer);
    const running = child?.connected ? child : startChild();
    child = running;
    running.ref();
    running.channel?.ref();
    try {
      const result = await answerOf(running, { bytes, signal, timeoutMs });
      running.unref();
      running.channel?.unref();
      idleTimer = setTimeout(() => void end(), IDLE_MS).unref();
      return result;
    } catch (error) {
      if (child === running) await end();
      if (error instanceof ChildEnded) return error;
      throw error;
    }
  }

  return {
    end,
    async derive(bytes, signal) {
      let ended = "";
      for (let tried = 0; tried < ATTEMPTS; tried++) {
        const outcome = await attempt(bytes, signal);
        if (!(outcome instanceof ChildEnded)) return outcome;
        ended = outcome.message;
      }
      return { kind: "failure", code: "image-not-readable", reason: ended };
    },
  };
}

/** The child cannot be used again. */
class ChildEnded extends Error {}

function startChild(): ChildProcess {
  const command = existsSync(PRLIMIT)
    ? [PRLIMIT, `--data=${MAX_DATA_BYTES}`, process.execPath, CHILD]
    : [process.execPath, CHILD];
  const child = spawn(command[0]!, command.slice(1), {
    // Buffers cross whole, and no picture has business with our settings. Fewer arenas keep libvips' memory together.
    serialization: "advanced",
    env: { MALLOC_ARENA_MAX: "2" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // Between pictures nobody listens; a child that dies then is found disconnected by the next one.
  return child.on("error", () => undefined);
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  child.kill("SIGKILL");
  return promise;
}

function answerOf(
  child: ChildProcess,
  { bytes, signal, timeoutMs }: { bytes: Uint8Array; signal: AbortSignal; timeoutMs: number },
): Promise<DerivedImage | ImageFailure> {
  const { promise, resolve, reject } = Promise.withResolvers<DerivedImage | ImageFailure>();
  const onAbort = () => reject(signal.reason);
  const onMessage = (message: unknown) => resolve(message as DerivedImage | ImageFailure);
  const onError = (error: Error) => reject(new ChildEnded(error.message));
  const onExit = (code: number | null, name: string | null) =>
    reject(new ChildEnded(`the child ended with ${name ?? code}`));
  const timer = setTimeout(() => reject(new ChildEnded(`not read within ${timeoutMs} ms`)), timeoutMs / ATTEMPTS);
  signal.addEventListener("abort", onAbort, { once: true });
  child.on("message", onMessage).on("error", onError).on("exit", onExit);
  child.send(bytes, (error) => {
    if (error !== null) onError(error);
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    child.off("message", onMessage).off("error", onError).off("exit", onExit);
  });
}
