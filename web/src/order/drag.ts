import type { WallSpot } from "../../../src/contract/items.ts";
import { items } from "../wall/items.ts";
import { moveTo } from "./move.ts";

/** A pointer that moves less has pressed the grip, and drags nothing. */
const STILL_PX = 6;
/** So near to the edge of the window a drag scrolls, and so far in one frame at the most. */
const EDGE_PX = 90;
const SCROLL_PX = 18;
/** The line stands in the middle of the gap between two cards. */
const GAP_PX = 14;
const FALL_MS = 180;

interface Target {
  readonly spot: WallSpot;
  /** Where the line is drawn, in px of the window. */
  readonly line: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

/**
 * From here on the card follows the pointer that took hold of its grip, and a line says where it would come to stand.
 * Escape, or whatever takes the pointer away, lets it fall back.
 */
export function takeHold(event: PointerEvent, ids: readonly string[], onDrag: () => void): void {
  const grip = event.currentTarget;
  const card = grip instanceof HTMLElement ? grip.closest<HTMLElement>(".masonry > [data-key]") : null;
  if (!(grip instanceof HTMLElement) || card === null || event.button !== 0) return;
  // The wall keeps a card drawn that has the focus, however far it is dragged.
  grip.focus({ preventScroll: true });
  grip.setPointerCapture(event.pointerId);
  const moved = new Set(ids);
  const from = { x: event.clientX, y: event.clientY + scrollY };
  let pointer = { x: event.clientX, y: event.clientY };
  let line: HTMLElement | null = null;
  let target: Target | null = null;
  let frame = 0;

  const follow = () => {
    scrollNear(pointer.y);
    card.style.translate = `${pointer.x - from.x}px ${pointer.y + scrollY - from.y}px`;
    target = targetAt(pointer, moved);
    if (line !== null) drawLine(line, target);
    frame = requestAnimationFrame(follow);
  };
  const begin = () => {
    onDrag();
    card.classList.add("order-held");
    line = document.body.appendChild(document.createElement("div"));
    line.className = "order-line";
    follow();
  };
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    pointer = { x, y };
    if (line === null && Math.hypot(x - from.x, y + scrollY - from.y) > STILL_PX) begin();
  };
  const end = (isDropped: boolean) => {
    listening.abort();
    cancelAnimationFrame(frame);
    if (line === null) return;
    line.remove();
    const at = card.getBoundingClientRect();
    card.style.translate = "";
    if (isDropped && target !== null) void moveTo(ids, target.spot);
    requestAnimationFrame(() => fall(card, at));
  };

  const listening = new AbortController();
  const { signal } = listening;
  grip.addEventListener("pointermove", move, { signal });
  grip.addEventListener("pointerup", () => end(true), { signal });
  grip.addEventListener("pointercancel", () => end(false), { signal });
  const letFall = (pressed: KeyboardEvent) => {
    if (pressed.key !== "Escape") return;
    pressed.preventDefault();
    pressed.stopPropagation();
    end(false);
  };
  addEventListener("keydown", letFall, { signal, capture: true });
}

/** From where it was let go the card comes down to its place. */
function fall(card: HTMLElement, from: DOMRect): void {
  card.classList.remove("order-held");
  card.classList.remove("masonry-moving");
  const to = card.getBoundingClientRect();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const way = `${from.left - to.left}px ${from.top - to.top}px`;
  card.animate(
    [
      { translate: way, zIndex: 3 },
      { translate: "0 0", zIndex: 3 },
    ],
    { duration: FALL_MS, easing: "ease-out" },
  );
}

function scrollNear(y: number): void {
  const beyond = Math.min(0, y - EDGE_PX) + Math.max(0, y - (innerHeight - EDGE_PX));
  if (beyond !== 0)
    scrollBy({ top: (SCROLL_PX * Math.max(-EDGE_PX, Math.min(EDGE_PX, beyond))) / EDGE_PX, behavior: "instant" });
}

/** Before or behind the card that is nearest; one below the other in one column, in the line of reading in several. */
function targetAt({ x, y }: { x: number; y: number }, moved: ReadonlySet<string>): Target | null {
  const known = new Set(items.value.map(({ id }) => id));
  const cards = [...document.querySelectorAll<HTMLElement>(".masonry > [data-key]")]
    .map((card) => ({ id: card.dataset["key"] ?? "", box: card.getBoundingClientRect() }))
    .filter(({ id }) => known.has(id) && !moved.has(id));
  const away = (box: DOMRect) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const nearest = cards.reduce<(typeof cards)[number] | null>(
    (best, card) => (best === null || away(card.box) < away(best.box) ? card : best),
    null,
  );
  if (nearest === null) return null;
  const { id, box } = nearest;
  const isOneColumn = cards.every((card) => Math.abs(card.box.left - box.left) < 1);
  const isRightToLeft = document.documentElement.dir === "rtl";
  const isFirstHalf = isOneColumn ? y < box.top + box.height / 2 : x < box.left + box.width / 2 !== isRightToLeft;
  const spot: WallSpot = isFirstHalf ? { before: id } : { after: id };
  if (isOneColumn) {
    const top = isFirstHalf ? box.top - GAP_PX : box.bottom + GAP_PX;
    return { spot, line: { left: box.left, top, width: box.width, height: 0 } };
  }
  const left = isFirstHalf !== isRightToLeft ? box.left - GAP_PX : box.right + GAP_PX;
  return { spot, line: { left, top: box.top, width: 0, height: box.height } };
}

function drawLine(line: HTMLElement, target: Target | null): void {
  line.hidden = target === null;
  if (target === null) return;
  const { left, top, width, height } = target.line;
  Object.assign(line.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}
