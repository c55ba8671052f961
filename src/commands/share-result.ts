import type { Item } from "../contract/items.ts";
import type { ShareStatus } from "../contract/shares.ts";
import { type Client, ServerRefused } from "./client.ts";
import { CommandFailed, EXIT, type ExitCode } from "./failure.ts";
import { followShare } from "./follow-share.ts";
import { aboutItem } from "./item-rows.ts";
import { plainLine, type Terminal } from "./terminal.ts";

/** Follows a share to its end. @param onChange told each status on the way */
export async function lastStatus(
  client: Client,
  id: string,
  onChange: (status: ShareStatus) => void,
): Promise<ShareStatus> {
  let last: ShareStatus | null = null;
  for await (const status of followShare(client, id, new AbortController().signal)) {
    last = status;
    onChange(status);
  }
  if (!last) throw new CommandFailed("The server ended the stream of this share without a word.");
  return last;
}

/** A share that ended in an error, or was cancelled, is a failed command. */
export const exitCodeOf = ({ status }: ShareStatus): ExitCode =>
  status === "error" || status === "cancelled" ? EXIT.failed : EXIT.ok;

/** The item a share became; null where there is none, or where the key may not read. */
export async function itemOfShare(client: Client, { result_id, item_id }: ShareStatus): Promise<Item | null> {
  const id = result_id ?? item_id;
  if (id === null) return null;
  try {
    return await client.ask<Item>("GET", `/items/${id}`);
  } catch (error) {
    if (error instanceof ServerRefused && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

/** How a share ended: the title, what it is, where it stands, and what went wrong on the way. */
export function printResult(
  terminal: Terminal,
  client: Client,
  { status, item, name }: { status: ShareStatus; item: Item | null; name: string },
): void {
  const isFine = status.status === "completed" || status.status === "processing";
  const mark = isFine ? terminal.paint("green", "✓") : terminal.paint("red", "✗");
  const title = plainLine(item?.title ?? name);
  terminal.print(
    `${mark} ${terminal.paint("bold", title)}${status.duplicate_of === null ? "" : " (was there already)"}`,
  );
  if (!isFine) terminal.print(`  ${plainLine(status.message)}`);
  if (item) terminal.print(terminal.paint("dim", `  ${aboutItem(item)}`));
  if (item) terminal.print(`  ${client.pageOf(item.id)}`);
  for (const { message } of status.warnings) terminal.print(`  ${terminal.paint("yellow", "!")} ${plainLine(message)}`);
  if (!isFine) terminal.print(`  \`digital-wall status ${status.processing_id}\` shows the steps.`);
}
