import { batch, computed, type Signal, signal } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import type { ShareAccepted, ShareInput } from "../../../src/contract/shares.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { wallId } from "../session.ts";
import { items, raiseItem, upsertItem } from "../wall/items.ts";
import { emptyDraft, files, isFilled, refusal, text } from "./draft.ts";
import { postShare } from "./post-share.ts";
import { linkIn } from "./understand.ts";

/** A thing on its way to the server. One key for all its tries, so that it arrives once. */
export interface Sending {
  readonly key: string;
  readonly wallId: string;
  readonly text: string;
  readonly files: readonly File[];
  readonly state: Signal<"sending" | "waiting">;
  /** How much is sent, 0 to 1. */
  readonly part: Signal<number>;
  /** Why it waits, when the server said so itself. */
  readonly reason: Signal<string | null>;
}

export const sendings = signal<readonly Sending[]>([]);

/** Part of a share after which the server may have taken it in, though its answer is not here yet. */
const ALL_SENT = 0.99;

/** Whether the stream may bring a thing of which a card still says that it is on its way. */
export const isArriving = computed(() =>
  sendings.value.some(
    ({ state, files, part }) => state.value === "sending" && (files.length === 0 || part.value >= ALL_SENT),
  ),
);

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 60_000;

/** Sends what the box holds; the box is free again at once. */
export function sendDraft(): void {
  const wall = wallId.value;
  if (!isFilled.value || wall === null) return;
  const sending: Sending = {
    key: keyOf(),
    wallId: wall,
    text: text.value.trim(),
    files: files.value,
    state: signal("sending"),
    part: signal(0),
    reason: signal(null),
  };
  batch(() => {
    emptyDraft();
    sendings.value = [sending, ...sendings.value];
  });
  void deliver(sending);
}

/** randomUUID is there on https and localhost only; a wall on plain http in the house still sends. */
function keyOf(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function shareOf(sending: Sending): ShareInput {
  const link = linkIn(sending.text);
  const words: ShareInput =
    link?.url === sending.text ? { url: link.url } : sending.text === "" ? {} : { text: sending.text };
  return { ...words, wall_id: sending.wallId };
}

async function deliver(sending: Sending): Promise<void> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    sending.state.value = "sending";
    try {
      const accepted = await postShare(shareOf(sending), {
        files: sending.files,
        key: sending.key,
        onPart: (part) => {
          sending.part.value = part;
        },
      });
      await arrive(sending, accepted);
      return;
    } catch (thrown) {
      if (!(thrown instanceof Refusal && thrown.isPassing)) return giveBack(sending, sentenceOf(thrown));
      batch(() => {
        sending.part.value = 0;
        sending.reason.value = thrown.status === 0 ? null : `${thrown.message} It goes out by itself.`;
        sending.state.value = "waiting";
      });
      await passingOf(thrown.retryAfterSeconds === null ? delayMs : thrown.retryAfterSeconds * 1_000);
    }
  }
}

/** Ends after the delay, or as soon as the browser is online again. */
function passingOf(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    addEventListener("online", end);
  });
}

async function arrive(sending: Sending, accepted: ShareAccepted): Promise<void> {
  const item = accepted.item_id === null ? null : await itemOf(accepted.item_id);
  batch(() => {
    sendings.value = sendings.value.filter((each) => each !== sending);
    if (item === null || !item.wall_ids.includes(wallId.value ?? "")) return;
    if (accepted.duplicate_of === null) upsertItem(item);
    else raiseItem(item);
  });
  if (accepted.duplicate_of !== null) tell("You had this already. It is at the top now.");
}

/** The stream may have brought it already; without an answer it will. */
async function itemOf(id: string): Promise<Item | null> {
  const standing = items.value.find((item) => item.id === id);
  if (standing !== undefined) return standing;
  try {
    return await ask<Item>("GET", `/items/${id}`);
  } catch {
    return null;
  }
}

/** What was refused goes back into the box, unless the person is writing something else already. */
function giveBack(sending: Sending, reason: string): void {
  batch(() => {
    sendings.value = sendings.value.filter((each) => each !== sending);
    if (!isFilled.value) {
      text.value = sending.text;
      files.value = sending.files;
    }
    refusal.value = reason;
  });
}

// Leaving would lose what is only in this window, so the browser asks first.
addEventListener("beforeunload", (event) => {
  if (sendings.value.length > 0) event.preventDefault();
});
