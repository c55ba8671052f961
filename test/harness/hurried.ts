import type { ShareStatus } from "../../src/contract/shares.ts";
import type { TestWall } from "./new-wall.ts";
import { until } from "./until.ts";

/** The end of a share whose waits are cut short by moving the clock, once for each. */
export async function hurried(wall: TestWall, share: { processing_id: string }): Promise<ShareStatus> {
  const waited = new Set<string>();
  return await until("the share to end", async () => {
    const { body: status } = await wall.ask<ShareStatus>("GET", `/share/status/${share.processing_id}`);
    if (status.status !== "processing") return status;
    for (const { state, retry_at } of status.steps) {
      if (state !== "waiting" || !retry_at || waited.has(retry_at)) continue;
      waited.add(retry_at);
      wall.clock.forward({ seconds: 10 });
    }
    return null;
  });
}
