import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { columnsFor, standCards } from "./column-order.ts";

const GAP_ACROSS_PX = 28;
const GAP_DOWN_PX = 40;
const GAP_DOWN_PHONE_PX = 32;
/** Below this the wall has left its top, and cards above must not push what is being looked at. */
const AT_TOP_PX = 120;

/**
 * Lays its children (list items) out in columns. They stay in their order in the document, for keyboards and readers;
 * only their place on the plane is set, so that making room is one moved transform.
 */
export function Masonry({ children, label }: { children: ComponentChildren; label: string }) {
  const list = useRef<HTMLUListElement>(null);
  const plane = useRef<Plane | null>(null);

  useLayoutEffect(() => {
    if (list.current === null) return;
    plane.current ??= new Plane(list.current);
    plane.current.arrange();
  });
  useEffect(() => () => plane.current?.close(), []);

  return (
    <ul class="masonry" ref={list} aria-label={label}>
      {children}
    </ul>
  );
}

/** The measured side of the wall: heights in, transforms out. */
class Plane {
  private readonly list: HTMLUListElement;
  private readonly watch: ResizeObserver;
  private readonly watched = new WeakSet<Element>();
  private tops = new Map<Element, number>();
  private width = 0;
  private due = 0;

  constructor(list: HTMLUListElement) {
    this.list = list;
    this.watch = new ResizeObserver(() => this.arrangeSoon());
    this.watch.observe(document.documentElement);
  }

  close(): void {
    cancelAnimationFrame(this.due);
    this.watch.disconnect();
  }

  private arrangeSoon(): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.arrange());
  }

  arrange(): void {
    const { list } = this;
    const cards = [...list.children].filter((card) => card instanceof HTMLElement);
    const columns = columnsFor(innerWidth);
    const columnPx = (list.clientWidth - GAP_ACROSS_PX * (columns - 1)) / columns;
    const gap = columns === 1 ? GAP_DOWN_PHONE_PX : GAP_DOWN_PX;
    list.style.setProperty("--column", `${columnPx}px`);

    const stand = standCards(
      cards.map((card) => card.offsetHeight),
      { columns, gap },
    );
    const anchor = this.anchor(cards);
    const isResized = this.width !== list.clientWidth;
    this.width = list.clientWidth;
    list.classList.toggle("masonry-still", isResized || anchor !== null);

    const tops = new Map<Element, number>();
    cards.forEach((card, index) => {
      const { column, top } = stand.cards[index] ?? { column: 0, top: 0 };
      const isNew = !this.tops.has(card);
      if (isNew) card.classList.add("masonry-new");
      card.style.transform = `translate(${column * (columnPx + GAP_ACROSS_PX)}px, ${top}px)`;
      tops.set(card, top);
    });
    list.style.height = `${stand.height}px`;
    this.welcome(cards);
    this.tops = tops;
    if (anchor !== null) this.holdScroll(anchor);
  }

  /** New cards appear in place instead of flying in from the corner. */
  private welcome(cards: readonly HTMLElement[]): void {
    for (const card of cards) {
      if (this.watched.has(card)) continue;
      this.watched.add(card);
      this.watch.observe(card);
    }
    void this.list.offsetHeight;
    for (const card of cards) card.classList.remove("masonry-new");
  }

  /** The first card in view, when the wall is scrolled and somebody looks at the middle of it. */
  private anchor(cards: readonly HTMLElement[]): { card: HTMLElement; top: number } | null {
    const edge = -this.list.getBoundingClientRect().top;
    if (edge < AT_TOP_PX) return null;
    for (const card of cards) {
      const top = this.tops.get(card);
      if (top !== undefined && top >= edge) return { card, top };
    }
    return null;
  }

  private holdScroll({ card, top }: { card: HTMLElement; top: number }): void {
    const moved = (this.tops.get(card) ?? top) - top;
    if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
  }
}
