import type { AiCallRow } from "../../src/store/analysis-tables.ts";
import type { StepRow } from "../../src/store/tables.ts";
import type { Snapshot } from "./rows.ts";

/** What the provider itself saw, and what the run did to those who asked it. */
export interface ProviderSide {
  /** How many questions about each item came to it. */
  readonly reached: ReadonlyMap<string, number>;
  /**
   * Whether the worker of an attempt may have had its answer when others had the step: it was frozen, or leases were so
   * short that a busy machine alone ends them.
   */
  mayBeLate(attempt: { readonly step: string; readonly attempt: number }): boolean;
}

/**
 * I6: no more is booked as paid than came to the provider, nothing comes to it that was not booked before, a step asks
 * again only when its worker was lost, nobody asks for a step that was settled, and the months are the sums of their
 * calls. For runs whose provider answers every question well.
 */
export function paidTwice(
  { ai_calls: calls, ai_months: months, steps }: Pick<Snapshot, "ai_calls" | "ai_months" | "steps">,
  { reached, mayBeLate }: ProviderSide,
): string[] {
  const analyses = steps.filter(({ name }) => name === "analyze");
  const callsOf = Map.groupBy(calls, ({ item }) => item);
  const stepsOf = Map.groupBy(analyses, ({ item }) => item);
  const items = new Set([...callsOf.keys(), ...reached.keys()].filter((item) => item !== null));
  return [
    ...[...items].flatMap((item) =>
      askedAbout(item, {
        calls: callsOf.get(item) ?? [],
        steps: stepsOf.get(item) ?? [],
        reached: reached.get(item) ?? 0,
      }),
    ),
    ...analyses.flatMap((step) =>
      askedAgain(
        step,
        calls.filter((call) => call.step === step.id),
        mayBeLate,
      ),
    ),
    ...months.flatMap((month) => wrongSums(month, calls)),
  ];
}

function askedAbout(
  item: string,
  about: { calls: readonly AiCallRow[]; steps: readonly StepRow[]; reached: number },
): string[] {
  const { calls, steps, reached } = about;
  const answered = calls.filter(({ state }) => state === "answered").length;
  // Whoever was lost may have asked; whoever took over cannot know.
  const reasons = steps.reduce((sum, { crashes, attempt }) => sum + (crashes > 0 ? attempt : 1), 0);
  return [
    ...(answered > reached ? [`item ${item} has ${answered} paid answers to ${reached} questions that arrived`] : []),
    ...(reached > calls.length
      ? [`item ${item} was asked about ${reached} times and booked ${calls.length} times`]
      : []),
    ...(reached > reasons ? [`item ${item} was asked about ${reached} times and there was reason for ${reasons}`] : []),
  ];
}

function askedAgain(
  { id, attempt, crashes, ended_at: endedAt }: StepRow,
  calls: readonly AiCallRow[],
  mayBeLate: ProviderSide["mayBeLate"],
): string[] {
  const late = calls.filter(({ sent_at: sentAt }) => endedAt !== null && sentAt > endedAt);
  const isLate = (call: AiCallRow) => crashes > 0 && mayBeLate({ step: id, attempt: call.attempt ?? 0 });
  const kept = calls.filter((call) => call.state === "answered" && !isLate(call));
  const needless = calls.filter((call) =>
    kept.some((other) => other.id !== call.id && other.ended_at !== null && other.ended_at < call.sent_at),
  );
  return [
    ...(late.length > 0 ? [`step ${id} was asked for ${late.length} times after it was settled`] : []),
    ...(needless.length > 0 ? [`step ${id} was asked for again though its paid answer was kept`] : []),
    ...(calls.length > attempt ? [`step ${id} has ${calls.length} calls in ${attempt} attempts`] : []),
  ];
}

function wrongSums(
  { person, month, spent_usd6: spent, reserved_usd6: reserved }: Snapshot["ai_months"][number],
  calls: readonly AiCallRow[],
): string[] {
  // The row of no person is everybody's.
  const own = calls.filter((call) => call.month === month && (person === "" || call.person === person));
  const sum = (of: readonly number[]) => of.reduce((total, usd6) => total + usd6, 0);
  const spentInCalls = sum(own.map((call) => call.cost_usd6));
  const open = sum(own.filter(({ state }) => state === "sent").map((call) => call.reserved_usd6));
  const whose = person === "" ? "everybody" : person;
  return [
    ...(spent === spentInCalls
      ? []
      : [`${whose} spent ${spent} in ${month} by the month and ${spentInCalls} by calls`]),
    ...(reserved === open ? [] : [`${whose} has ${reserved} reserved in ${month} and ${open} in open calls`]),
  ];
}
