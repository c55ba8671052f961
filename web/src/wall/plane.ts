import { columnsFor, standCards } from "./column-order.ts";

const GAP_ACROSS_PX = 28;
const GAP_DOWN_PX = 40;
const GAP_DOWN_PHONE_PX = 32;
/** Scrolled further than this, cards above must not push what is being looked at. */
const AT_TOP_PX = 120;

interface Stood {
  readonly height: number;
  readonly top: number;
  readonly transform: string;
}

/** The measured side of a wall of cards: heights in, transforms out. */
export class Plane {
  private readonly list: HTMLUListElement;
  private readonly watch: ResizeObserver;
  private stood = new Map<HTMLElement, Stood>();
  private width = 0;
  private due = 0;

  constructor(list: HTMLUListElement) {
    this.list = list;
    this.watch = new ResizeObserver((entries) => {
      if (entries.some((entry) => this.isNews(entry.target))) this.arrangeSoon();
    });
    this.watch.observe(list);
  }

  close(): void {
    cancelAnimationFrame(this.due);
    this.watch.disconnect();
  }

  /** Every card reports once when it is first watched; only a size that differs from what was measured counts. */
  private isNews(target: Element): boolean {
    if (target === this.list) return this.list.clientWidth !== this.width;
    return target instanceof HTMLElement && this.stood.get(target)?.height !== target.offsetHeight;
  }

  private arrangeSoon(): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.arrange());
  }

  /** Gives every card its place; what stood elsewhere and is in view moves there, what is new appears there. */
  arrange(): void {
    const { list } = this;
    const cards = [...list.children].filter((card) => card instanceof HTMLElement);
    const columns = columnsFor(innerWidth);
    const columnPx = (list.clientWidth - GAP_ACROSS_PX * (columns - 1)) / columns;
    const isResized = this.width !== list.clientWidth;
    if (isResized) list.style.setProperty("--column", `${columnPx}px`);
    this.width = list.clientWidth;

    const heights = cards.map((card) => card.offsetHeight);
    const gap = columns === 1 ? GAP_DOWN_PHONE_PX : GAP_DOWN_PX;
    const plan = standCards(heights, { columns, gap });
    const edge = -list.getBoundingClientRect().top;
    const anchor = this.anchorAt(cards, edge);
    const before = this.stood;
    this.stood = new Map();

    cards.forEach((card, index) => {
      const { column, top } = plan.cards[index] ?? { column: 0, top: 0 };
      const old = before.get(card);
      const transform = `translate(${column * (columnPx + GAP_ACROSS_PX)}px, ${top}px)`;
      this.stood.set(card, { height: heights[index] ?? 0, top, transform });
      if (old?.transform === transform) return;
      const isMoving = old !== undefined && !isResized && anchor === null && isNear(old.top, edge) && isNear(top, edge);
      card.classList.toggle("masonry-moving", isMoving);
      card.style.transform = transform;
      if (old === undefined) this.watch.observe(card);
    });
    for (const card of before.keys()) if (!this.stood.has(card)) this.watch.unobserve(card);
    list.style.height = `${plan.height}px`;
    if (anchor !== null) this.holdScroll(anchor.card, anchor.top);
  }

  /** The first card in view, when the wall is scrolled and somebody looks at the middle of it. */
  private anchorAt(cards: readonly HTMLElement[], edge: number): { card: HTMLElement; top: number } | null {
    if (edge < AT_TOP_PX) return null;
    for (const card of cards) {
      const top = this.stood.get(card)?.top;
      if (top !== undefined && top >= edge) return { card, top };
    }
    return null;
  }

  private holdScroll(card: HTMLElement, top: number): void {
    const moved = (this.stood.get(card)?.top ?? top) - top;
    if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
  }
}

/** Movement far outside the window would cost time and be seen by nobody. */
function isNear(top: number, edge: number): boolean {
  return top > edge - innerHeight && top < edge + 2 * innerHeight;
}
