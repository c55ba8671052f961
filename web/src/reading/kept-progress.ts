import { effect, untracked } from "@preact/signals";
import type { ProgressEdit } from "../../../src/contract/reading.ts";
import { ask, Refusal } from "../api.ts";
import { me, session } from "../session.ts";

const PREFIX = "reading-unsent";
const MOST = 50;

/** `at` says which of two places is the later one. */
type Place = ProgressEdit & { readonly at: string };
type Kept = Record<string, Place>;

const keyOf = (person: string) => `${PREFIX}:${person}`;

function read(person: string): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Kept) : {};
  } catch {
    return {};
  }
}

function write(person: string, kept: Kept): void {
  try {
    const last = Object.entries(kept).slice(-MOST);
    if (last.length === 0) localStorage.removeItem(keyOf(person));
    else localStorage.setItem(keyOf(person), JSON.stringify(Object.fromEntries(last)));
  } catch {
    // A browser that keeps nothing loses a place in a text, no more.
  }
}

/**
 * How far somebody got and nobody was told yet, the last of each thing: what a window that ends without a word, or a network
 * that is gone, leaves for the next start.
 */
export function keepPlace(item: string, place: Place): void {
  const person = me.value?.person.id;
  if (person === undefined) return;
  const { [item]: _before, ...others } = read(person);
  write(person, { ...others, [item]: place });
}

/** The server knows of everything up to `at`; where they went since is kept. */
export function placeIsTold(item: string, at: string): void {
  const person = me.value?.person.id;
  if (person !== undefined) letGo(person, item, at);
}

function letGo(person: string, item: string, at: string): void {
  const { [item]: kept, ...others } = read(person);
  if (kept !== undefined && kept.at <= at) write(person, others);
}

/** Sends what was kept; what was told since by another device stays there. */
export async function sendKept(): Promise<void> {
  const person = me.value?.person.id;
  if (person === undefined) return;
  for (const [item, place] of Object.entries(read(person))) {
    try {
      await ask("PUT", `/items/${item}/progress`, place);
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || thrown.isPassing || thrown.status === 401) return;
    }
    letGo(person, item, place.at);
  }
}

/** Sends what was kept whenever somebody is here, and as soon as there is a network again. */
export function keepSendingPlaces(): void {
  const again = () => {
    if (session.value === "signed-in") void sendKept();
  };
  effect(() => {
    if (session.value === "signed-in" && me.value !== null) untracked(again);
  });
  addEventListener("online", again);
}
