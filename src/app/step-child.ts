/** The child process of one step that is run alone (run-alone.ts). */

import { openLog } from "../adapters/log-json.ts";
import { readSettings } from "../config/settings.ts";
import { stepNamed } from "../pipeline/plan.ts";
import { ledgerOverChannel } from "./ledger-channel.ts";
import { openAiRate } from "./open-doorbells.ts";
import { openTools } from "./open-tools.ts";
import type { AloneTask } from "./run-alone.ts";

process.on("disconnect", () => process.exit(1));
process.once("message", (task: AloneTask) => {
  work(task).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

async function work({ name, input, own }: AloneTask): Promise<unknown> {
  const settings = readSettings(process.env);
  const tools = await openTools(settings, {
    ownAddresses: () => own,
    aiRate: await openAiRate(settings, openLog("silent")),
    ledger: ledgerOverChannel(process),
    channel: null,
  });
  // The parent kills this process when its own signal aborts.
  return await stepNamed(name).work(input, tools, new AbortController().signal);
}
