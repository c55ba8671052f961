import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "../contract/acts.ts";
import type { Client } from "./client.ts";
import { ProgressLine } from "./progress-line.ts";
import { openTerminal } from "./terminal.ts";

const LOOK_MS = 500;

/** Waits until an act has ended, and shows how far it is; it goes on without us too. */
export async function followAct(client: Client, begun: Act): Promise<Act> {
  const stream = process.stderr;
  const line = new ProgressLine({ stream, terminal: openTerminal(stream), name: `act ${begun.id}` });
  let act = begun;
  while (act.ended_at === null) {
    const { chosen, changed, same, refused, undone, left } = act.counts;
    line.say(`${act.state === "undoing" ? undone + left : changed + same + refused} of ${chosen}`);
    await sleep(LOOK_MS);
    act = await client.ask<Act>("GET", `/acts/${act.id}`);
  }
  line.clear();
  return act;
}

/** "12 changed, 3 as wanted already, 1 refused (not-found)" */
export function countsInWords({ counts, refused, left }: Act): string {
  const why = (reasons: Act["left"]) =>
    reasons.map(({ code, what }) => (what === null ? code : `${what}: ${code}`)).join(", ");
  const parts = [
    [counts.changed, "changed"],
    [counts.same, "as wanted already"],
    [counts.refused, `refused (${why(refused)})`],
    [counts.undone, "taken back"],
    [counts.left, `left (${why(left)})`],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  return said.length === 0 ? "nothing to change" : said.join(", ");
}
