import { effect, untracked } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { go, itemHref, openItemId } from "../address.ts";
import { ask, Refusal, toldBy } from "../api.ts";
import { stream } from "../live.ts";
import { tell } from "../notice.tsx";
import { me, session } from "../session.ts";
import { showItem } from "../sheet/item-verbs.ts";
import { openItem, saving } from "../sheet/open-item.ts";
import { fieldOf, type KeptEdit, keep, keepEditsOf, keptEdits, keyOf, letGo } from "./kept-edits.ts";
import { said } from "./said.ts";

/** What waits is tried again so often, beside whenever the network comes back. */
const AGAIN_MS = 30_000;
/** Other fields of an item may change as often while one is saved. */
const MOST_ROUNDS = 4;

/** Sends what somebody wrote as soon as it can be sent, from this window and from those before it. */
export function keepSendingEdits(): void {
  const again = () => {
    if (session.value === "signed-in") for (const edit of waiting()) void sendEdit(edit);
  };
  effect(() => {
    const person = me.value?.person.id;
    if (session.value !== "signed-in" || person === undefined) return;
    untracked(() => {
      keepEditsOf(person);
      again();
    });
  });
  effect(() => {
    if (stream.value === "live") untracked(again);
  });
  addEventListener("online", again);
  setInterval(again, AGAIN_MS);
}

const waiting = () => [...keptEdits.value.values()].filter(({ state }) => state === "waiting");

/** The person has decided: this is what shall stand there, whatever does now. */
export function decide(edit: KeptEdit, mine: string): void {
  const theirs = edit.theirs ?? "";
  if (mine === theirs) letGo(edit);
  else {
    const { item, field, version } = edit;
    void sendEdit({ item, field, version, mine, base: theirs, state: "waiting", at: 0 });
  }
}

/**
 * Sends one, on what its person saw when they began. What others changed beside it is nobody's loss; what they changed of
 * the very field is shown to the person, with theirs, and nothing is overwritten.
 */
export async function sendEdit(edit: KeptEdit): Promise<void> {
  keep({ ...edit, state: "sending" });
  say(edit, "saving");
  try {
    let { version } = edit;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const saved = await tryOnce({ ...edit, version });
      if (saved !== null) return arrive(edit, saved);
      const now = await ask<Item>("GET", `/items/${edit.item}`);
      show(now);
      const theirs = fieldOf(now, edit.field);
      if (theirs === edit.mine) return arrive(edit, now);
      if (theirs !== edit.base) return askPerson(edit, { theirs, version: now.edited_version });
      version = now.edited_version;
    }
    wait(edit);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.isPassing || thrown.status === 401) return wait(edit);
    settle(edit, { ...edit, state: "refused", why: toldBy(thrown) });
    say(edit, { problem: said.value.refused });
  }
}

/** Null where somebody changed the item since. @throws Refusal */
async function tryOnce({ item, field, mine, version }: KeptEdit): Promise<Item | null> {
  try {
    const edit = { [field]: mine === "" ? null : mine };
    return await ask<Item>("PATCH", `/items/${item}`, edit, { headers: { "If-Match": `"${version}"` } });
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === "edited-meanwhile") return null;
    throw thrown;
  }
}

function arrive(edit: KeptEdit, item: Item): void {
  show(item);
  say(edit, "saved");
  const kept = keptEdits.value.get(keyOf(edit));
  // Who wrote on meanwhile did so on what has just arrived.
  if (kept && kept.mine !== edit.mine) keep({ ...kept, base: edit.mine, version: item.edited_version });
  else letGo(edit);
}

function wait(edit: KeptEdit): void {
  settle(edit, { ...edit, state: "waiting" });
  say(edit, { problem: said.value.waits });
}

function askPerson(edit: KeptEdit, { theirs, version }: { theirs: string; version: number }): void {
  settle(edit, { ...edit, state: "asked", theirs, version });
  say(edit, { problem: said.value.changedBar });
  if (openItemId.value !== edit.item)
    tell(said.value.changedShort, { label: said.value.look, run: () => go(itemHref(edit.item)) });
}

/** Writes how it went, with what was written meanwhile. */
function settle(edit: KeptEdit, now: KeptEdit): void {
  const kept = keptEdits.value.get(keyOf(edit));
  keep({ ...now, mine: kept?.mine ?? now.mine });
}

function show(item: Item): void {
  showItem(item);
  if (openItemId.value === item.id) openItem.value = item;
}

function say({ item }: KeptEdit, how: NonNullable<typeof saving.value>): void {
  if (openItemId.value === item) saving.value = how;
}
