import type { Item } from "../../../src/contract/items.ts";
import type { ShareAccepted } from "../../../src/contract/shares.ts";
import { ask, sentenceOf } from "../api.ts";
import { type Shown, show } from "./show.ts";
import { landing } from "./spoken.ts";

/** A share found its thing on the wall already. */
export interface Before {
  readonly share: string;
  /** Since when it stood, and what the share changed. */
  readonly said: string;
  /** From then on nothing else is drawn. */
  isTakenBack: boolean;
}

/** Null when what was shared is new. */
export async function stoodBefore({ processing_id, duplicate_of, note_added }: ShareAccepted): Promise<Before | null> {
  if (duplicate_of === null) return null;
  const item = await ask<Item>("GET", `/items/${duplicate_of}`).catch(() => null);
  const said =
    item === null ? landing().again.before : landing().again.savedBefore(dateOf(item.created_at), note_added);
  return { share: processing_id, said, isTakenBack: false };
}

function dateOf(time: string): string {
  const written = new Intl.DateTimeFormat(landing().locale, { day: "numeric", month: "long", year: "numeric" });
  return written.format(new Date(time));
}

/** Takes the share back, and says how that ended. */
export async function takeBackHere(
  before: Before,
  thing: Pick<Shown, "words" | "about">,
  main: Shown["main"],
): Promise<void> {
  const ended = await ask("POST", `/share/${before.share}/undo`).then(
    () => ({ mood: "ask", said: landing().again.takenBack, text: landing().again.whereItWas }) as const,
    (thrown: unknown) =>
      ({ mood: "good", said: landing().saved, text: `${before.said} ${sentenceOf(thrown)}` }) as const,
  );
  before.isTakenBack = true;
  show({ ...thing, ...ended, main });
}
