import { fork } from "node:child_process";
import type { StepName } from "../contract/shares.ts";
import type { Ledger } from "../core/ports/ledger.ts";
import type { StepOutcome } from "../core/steps.ts";
import type { RunAlone } from "../pipeline/worker.ts";
import { answerLedger, type LedgerQuestion } from "./ledger-channel.ts";
import type { OwnAddresses } from "./open-tools.ts";

/** What the child is told: the step's name and input, and our own addresses, which it must not fetch from. */
export interface AloneTask {
  readonly name: StepName;
  readonly input: unknown;
  readonly own: ReturnType<OwnAddresses>;
}

const CHILD = new URL(import.meta.url.endsWith(".ts") ? "./step-child.ts" : "./step-child.js", import.meta.url);
const CHILD_HEAP_MB = 512;

/**
 * Runs a step that may have killed its process in a child of its own. The child gets values and returns a value; claims,
 * SQL and the ledger stay here. It ends when the channel to us closes, so a dead parent leaves no child behind.
 */
export function openRunAlone(ownAddresses: OwnAddresses, ledger: Ledger): RunAlone {
  return (name, input, signal) =>
    new Promise((resolve, reject) => {
      const child = fork(CHILD, [], {
        serialization: "advanced",
        execArgv: [`--max-old-space-size=${CHILD_HEAP_MB}`],
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      let outcome: StepOutcome<unknown> | null = null;
      let failure: string | null = null;
      const stop = () => child.kill("SIGKILL");
      signal.addEventListener("abort", stop, { once: true });
      child.on("message", (message: { outcome?: StepOutcome<unknown>; failure?: string } | LedgerQuestion) => {
        if ("ledger" in message) return void answerLedger(ledger, message, child);
        outcome = message.outcome ?? null;
        failure = message.failure ?? null;
        stop();
      });
      child.once("error", (error) => {
        failure = error.message;
        stop();
      });
      child.once("exit", (code, killed) => {
        signal.removeEventListener("abort", stop);
        if (outcome) resolve(outcome);
        else if (failure !== null) reject(new Error(`a step alone failed: ${failure}`));
        else if (signal.aborted) reject(signal.reason);
        else resolve({ kind: "died", how: killed ?? `exit code ${code}` });
      });
      child.send({ name, input, own: ownAddresses() } satisfies AloneTask, (error) => {
        if (error) failure ??= error.message;
      });
    });
}
