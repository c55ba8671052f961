import { parseArgs } from "node:util";
import { postgresAnswers } from "../harness/databases.ts";
import {
  answerLost,
  awayReader,
  brokenSite,
  type Check,
  diedWithBytes,
  editedWhileSettled,
  firstOf,
  frozenWorker,
  killedAtTheAnswer,
  killedOnce,
  lateSettle,
  strangeHost,
  sweptWhileKept,
  twoStepsAtOnce,
} from "./mutant-checks.ts";
import { MUTATIONS } from "./mutations.ts";

export interface Trial {
  readonly mutant: string;
  /** What the run is called in the table. */
  readonly by: string;
  readonly check: Check;
  readonly needsPostgres?: boolean;
}

/** Which run must notice which mutant. */
export const TRIALS: readonly Trial[] = [
  { mutant: "attempt-check", by: "late settle", check: lateSettle },
  { mutant: "attempt-check", by: "frozen worker", check: frozenWorker, needsPostgres: true },
  { mutant: "join-locks", by: "two steps at once", check: twoStepsAtOnce, needsPostgres: true },
  { mutant: "item-lock", by: "edited while settled", check: editedWhileSettled, needsPostgres: true },
  { mutant: "staged-check", by: "swept while kept", check: sweptWhileKept },
  { mutant: "row-before-bytes", by: "died with bytes", check: diedWithBytes },
  { mutant: "commit-before-answer", by: "killed at the answer", check: killedAtTheAnswer },
  { mutant: "sweeper", by: "broken site", check: brokenSite },
  { mutant: "host-check", by: "strange host", check: strangeHost },
  { mutant: "void-leases", by: "killed once", check: killedOnce },
  { mutant: "idempotency-lookup", by: "answer lost", check: answerLost },
  { mutant: "stream-resume", by: "away reader", check: awayReader },
];

export interface TrialResult {
  /** What the run found with the mechanism taken away; it must be something. */
  readonly found: readonly string[];
  /** What the same run found with the mechanism in place; it must be nothing. */
  readonly controlFound: readonly string[];
}

export async function tryMutant({ mutant, check }: Trial): Promise<TrialResult> {
  const controlFound = await check(`control:${mutant}`);
  return { controlFound, found: await check(mutant) };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const trials = TRIALS.filter(({ mutant }) => values.only === undefined || values.only.split(",").includes(mutant));
  console.log("| without | run | caught by |\n|---|---|---|");
  for (const trial of trials) {
    const { without } = MUTATIONS[trial.mutant] ?? { without: trial.mutant };
    if (trial.needsPostgres && !(await postgresAnswers())) {
      console.log(`| ${without} | ${trial.by} | not tried: PostgreSQL does not answer here |`);
      continue;
    }
    const { found, controlFound } = await tryMutant(trial);
    const isProof = found.length > 0 && controlFound.length === 0;
    const why = controlFound.length > 0 ? `CONTROL FAILED: ${firstOf(controlFound)}` : `NOT CAUGHT: ${firstOf(found)}`;
    console.log(`| ${without} | ${trial.by} | ${isProof ? firstOf(found) : why} |`);
    if (!isProof) process.exitCode = 1;
  }
}
