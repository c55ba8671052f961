import { signal } from "@preact/signals";
import type { Progress, ProgressEdit, ReadingAnchor } from "../../../src/contract/reading.ts";
import { ask, Refusal } from "../api.ts";
import { wall } from "../session.ts";
import { reloadSoon } from "../wall/items.ts";
import { type FrameText, partsOf, placeHere, positionOf } from "./frame-text.ts";
import { keepPlace, placeIsTold, sendKept } from "./kept-progress.ts";
import { knowProgress, progressOf } from "./known-progress.ts";

/** A position is sent this long after the last movement, and at least this often while somebody reads on. */
const SETTLED_MS = 2_000;
const OFTEN_MS = 15_000;
const ANCHOR_UNITS = 60;
/** The words at the top are looked for so often at most while somebody scrolls; they hold for what is so near. */
const ANCHORED_MS = 200;
const NEAR = 0.01;
/** Less is no movement. */
const LEAST = 0.001;
/** Who was so far is not led back. */
const AT_END = 0.95;
const BEGUN = 0.01;
/** By these somebody leaves an article. */
const ACTS = ["keydown", "pointerdown"] as const;

export const openProgress = signal<Progress | null>(null);

const heightOf = ({ documentElement }: Document): number =>
  Math.max(0, documentElement.scrollHeight - documentElement.clientHeight);

/** Follows how far somebody is in the article of a frame: begins where they were, and keeps where they get. */
export function followReading(item: string, window: Window, textNow: () => FrameText): () => void {
  let isOver = false;
  let isFollowing = false;
  let hasKept = false;
  let lastSentAt = Date.now();
  let sent = 0;
  let seen = 0;
  let last: { seen: number; anchor: ReadingAnchor | null; at: number } = { seen: 0, anchor: null, at: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { document } = window;

  const look = () => {
    const height = heightOf(document);
    // A frame that has been taken away has no height. What fits the window whole says by hand that it was read.
    if (height > 0) seen = Math.min(1, Math.max(0, window.scrollY / height));
  };
  /** The words they see; of a frame that has gone, those that were seen last, unless they went on since. */
  const anchorNow = () => {
    if (heightOf(document) > 0) last = { seen, anchor: anchorAt(window, textNow()), at: Date.now() };
    return Math.abs(last.seen - seen) < NEAR ? last.anchor : null;
  };
  const placeNow = () => ({ fraction: seen, anchor: anchorNow(), at: new Date().toISOString() });
  const send = (isLeaving: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    look();
    // Before it is known how far they were, only who has moved and goes already has something to say.
    if (!isFollowing && !(isLeaving && seen > 0)) return;
    // Who went and came back says so, where a place between lies kept.
    if (Math.abs(seen - sent) < LEAST && !hasKept) return;
    sent = seen;
    hasKept = false;
    lastSentAt = Date.now();
    void sendProgress(item, placeNow(), isLeaving);
  };
  const moved = () => {
    look();
    if (Date.now() - last.at > ANCHORED_MS) {
      // Who closes the article takes its frame away first; and a browser may end with no word at all.
      const place = placeNow();
      if (isFollowing && Math.abs(seen - sent) >= LEAST) {
        keepPlace(item, place);
        hasKept = true;
      }
    }
    clearTimeout(timer);
    timer = setTimeout(() => send(false), Date.now() - lastSentAt > OFTEN_MS ? 0 : SETTLED_MS);
  };
  /** A key or a press may close the article, and take its frame away, before the last movement is told. */
  const glance = () => {
    const before = seen;
    look();
    if (Math.abs(seen - before) >= LEAST) moved();
  };
  const hidden = () => {
    if (globalThis.document.visibilityState === "hidden") send(true);
  };
  const leave = () => send(true);

  void begin();
  async function begin(): Promise<void> {
    await sendKept();
    const progress = await ask<Progress>("PUT", `/items/${item}/progress`, {}).catch(() => null);
    if (isOver) return;
    openProgress.value = progress;
    const hasMoved = window.scrollY > 0;
    if (progress !== null) {
      hear(progress);
      if (progress.fraction > BEGUN && progress.fraction < AT_END && !hasMoved) resume(window, textNow(), progress);
    }
    isFollowing = true;
    // Where they were led is nothing new; where they went meanwhile is.
    if (hasMoved) return moved();
    look();
    sent = seen;
  }
  window.addEventListener("scroll", moved, { passive: true });
  for (const place of [window, globalThis])
    for (const act of ACTS) place.addEventListener(act, glance, { capture: true, passive: true });
  addEventListener("pagehide", leave);
  globalThis.document.addEventListener("visibilitychange", hidden);
  return () => {
    isOver = true;
    send(true);
    isFollowing = false;
    openProgress.value = null;
    window.removeEventListener("scroll", moved);
    for (const place of [window, globalThis])
      for (const act of ACTS) place.removeEventListener(act, glance, { capture: true });
    removeEventListener("pagehide", leave);
    globalThis.document.removeEventListener("visibilitychange", hidden);
  };
}

/** Knows how far they are now; what a smart wall shows may be another by it. */
function hear(progress: Progress): void {
  const before = progressOf.value.get(progress.item_id)?.state;
  knowProgress(progress);
  if (before !== progress.state && wall.value?.kind === "smart") reloadSoon();
}

/** Says by hand that it was read, or that it was not. */
export async function markRead(item: string, read: boolean): Promise<void> {
  await sendProgress(item, { read, at: new Date().toISOString() }, false);
}

async function sendProgress(
  item: string,
  edit: ProgressEdit & { readonly at: string },
  isLeaving: boolean,
): Promise<void> {
  try {
    if (isLeaving) {
      // A page that goes may still send this much.
      const answer = await fetch(`/api/v1/items/${item}/progress`, {
        method: "PUT",
        keepalive: true,
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(edit),
      });
      if (!answer.ok) return;
      placeIsTold(item, edit.at);
      return hear((await answer.json()) as Progress);
    }
    const progress = await ask<Progress>("PUT", `/items/${item}/progress`, edit);
    placeIsTold(item, edit.at);
    hear(progress);
    if (openProgress.value?.item_id === progress.item_id) openProgress.value = progress;
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.isPassing) keepPlace(item, edit);
  }
}

/** The words at the top of the window. */
function anchorAt(window: Window, text: FrameText): ReadingAnchor | null {
  for (const { node, start } of text.pieces) {
    const range = text.document.createRange();
    range.selectNodeContents(node);
    const { bottom, top, height } = range.getBoundingClientRect();
    if (bottom <= 0 || height === 0) continue;
    const words = text.squeezed.length;
    const within = top >= 0 ? 0 : Math.floor((-top / height) * (range.toString().length || 1));
    range.setStart(node, Math.min(within, node.data.length));
    const at = Math.min(positionOf(text, range), words);
    return { start: Math.max(at, start), text: text.squeezed.slice(at, at + ANCHOR_UNITS) };
  }
  return window.scrollY === 0 ? { start: 0, text: text.squeezed.slice(0, ANCHOR_UNITS) } : null;
}

function resume(window: Window, text: FrameText, { anchor, fraction }: Progress): void {
  const place = anchor && placeHere(text, anchor);
  const [part] = place ? partsOf(text, place) : [];
  const top = part?.getBoundingClientRect().top;
  window.scrollTo({ top: top === undefined ? fraction * heightOf(window.document) : window.scrollY + top });
}
