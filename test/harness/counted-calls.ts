import { withRows } from "./look-inside.ts";
import type { TestWall } from "./new-wall.ts";

/** A request to a provider as the rows have it. */
export interface CountedCall {
  readonly provider: string;
  readonly state: "sent" | "answered" | "unknown" | "free";
  readonly costUsd6: number;
  readonly reservedUsd6: number;
  readonly sentAt: number;
  /** When the step that asked was settled; null while it is not. */
  readonly stepEndedAt: number | null;
  readonly share: string | null;
}

type Rows = Pick<TestWall, "dataDir" | "databaseUrl">;

/** Every call, in the order in which they were made. */
export async function countedCalls(wall: Rows): Promise<CountedCall[]> {
  const rows = await withRows(wall, ({ reader }) =>
    reader
      .selectFrom("ai_calls")
      .leftJoin("steps", "steps.id", "ai_calls.step")
      .select([
        "ai_calls.provider",
        "ai_calls.state",
        "cost_usd6",
        "reserved_usd6",
        "sent_at",
        "steps.ended_at",
        "share",
      ])
      .orderBy("ai_calls.id")
      .execute(),
  );
  return rows.map((row) => ({
    provider: row.provider,
    state: row.state,
    costUsd6: Number(row.cost_usd6),
    reservedUsd6: Number(row.reserved_usd6),
    sentAt: Number(row.sent_at),
    stepEndedAt: row.ended_at === null ? null : Number(row.ended_at),
    share: row.share,
  }));
}

/** Those made for a share, and not for an improvement of its item. */
export async function callsOfShare(wall: Rows, share: string): Promise<CountedCall[]> {
  return (await countedCalls(wall)).filter((call) => call.share === share);
}
