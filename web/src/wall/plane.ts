import { Lineup, type Measure, type Shape } from "./lineup.ts";

const GAP_ACROSS_PX = 28;
const GAP_DOWN_PX = 40;
const GAP_DOWN_PHONE_PX = 32;
/** Scrolled further than this, cards above must not push what is being looked at. */
const AT_TOP_PX = 120;
/** So many windows above and below the one in sight are drawn as well. */
const DRAWN_ABOVE = 1;
const DRAWN_BELOW = 1.5;
/** And drawn anew when less than this is left of them, in windows. */
const LEAST_LEFT = 0.5;
/** Cards that come into being in one frame: few enough that none takes 100 ms, though much may be tidied up in the same one. */
const MOST_AT_ONCE = 16;
/** From these widths of the window on there is a column more, px. */
const STEPS_PX = [480, 800, 1080, 1320, 1720];
/** Of a wall that has not been measured yet. */
const USUAL_WIDTH_PX = 1280;

/** A card in sight, and where it was seen. */
interface Anchor {
  readonly card: HTMLElement;
  readonly top: number;
}

interface Stood {
  readonly top: number;
  readonly transform: string;
}

/**
 * Where the cards of a wall stand, of which only those near the window are drawn. What was drawn once has been measured;
 * of the others the height is a guess, which is made good before they come into sight: nothing jumps.
 */
export class Plane<Thing> {
  readonly #lineup: Lineup<Thing>;
  readonly #redraw: () => void;
  readonly #watch: ResizeObserver;
  readonly #watched = new Set<Element>();
  #list: HTMLUListElement | null = null;
  #width = 0;
  #shape: Shape = shapeFor(USUAL_WIDTH_PX);
  #stood = new Map<string, Stood>();
  #drawn: { from: number; to: number } = { from: 0, to: 0 };
  /** Whether some that belong there wait for the next frame. */
  #isPartial = false;
  /** When cards came into being last, by the clock that stands still within a frame. */
  #freshAt: CSSNumberish | null = null;
  #due = 0;

  constructor(measure: Measure<Thing>, redraw: () => void) {
    this.#lineup = new Lineup(measure, this.#shape);
    this.#redraw = redraw;
    this.#watch = new ResizeObserver((entries) => {
      if (entries.some((entry) => this.#isNews(entry.target))) this.#soon(() => this.arrange());
    });
    addEventListener("scroll", this.#onScroll, { passive: true });
  }

  /** @param list whose children carry the key of their thing as `data-key` */
  open(list: HTMLUListElement): void {
    this.#list = list;
    this.#watch.observe(list);
  }

  close(): void {
    cancelAnimationFrame(this.#due);
    removeEventListener("scroll", this.#onScroll);
    this.#watch.disconnect();
  }

  /** Which of these are to be drawn now, by their numbers: those near the window, and the one that has the focus. */
  drawnOf(things: readonly Thing[]): number[] {
    this.#lineup.take(things);
    this.#lineup.stand();
    const { top, height } = this.#view();
    this.#drawn = { from: top - DRAWN_ABOVE * height, to: top + height + DRAWN_BELOW * height };
    const numbers = this.#next(this.#lineup.between(this.#drawn.from, this.#drawn.to), top);
    const at = this.#list?.contains(document.activeElement) ? this.#numberAround(document.activeElement) : -1;
    if (at !== -1 && !numbers.includes(at)) numbers.push(at);
    return numbers.sort((a, b) => a - b);
  }

  /**
   * What is drawn already, and of the others first what is in sight and below, downwards, then what is above, upwards: a
   * card that is measured later than one that follows it would move that one.
   */
  #next(numbers: number[], edge: number): number[] {
    const fresh = numbers.filter((at) => !this.#stood.has(this.#lineup.keyAt(at)));
    // A scroll is told before the frame's own work: what it draws, and what that draws, are one frame together.
    const now = document.timeline.currentTime;
    const most = now !== null && this.#freshAt === now ? 0 : MOST_AT_ONCE;
    if (fresh.length > 0) this.#freshAt = now;
    this.#isPartial = fresh.length > most;
    if (!this.#isPartial) return numbers;
    const isAbove = (at: number): boolean => {
      const { top, height } = this.#lineup.placeOf(at);
      return top + height < edge;
    };
    const inTurn = [...fresh.filter((at) => !isAbove(at)), ...fresh.filter(isAbove).toReversed()];
    const later = new Set(inTurn.slice(most));
    return numbers.filter((at) => !later.has(at));
  }

  /** After drawing: measures what is new, and gives every drawn card its place before it is seen. */
  arrange(): void {
    const list = this.#list;
    if (list === null) return;
    const cards = [...list.children].filter((card) => card instanceof HTMLElement);
    const isResized = this.#fit(list, cards);
    for (const card of cards) this.#lineup.note(card.dataset["key"] ?? "", numberOf(card), card.offsetHeight);
    const { top: edge } = this.#view();
    const anchor = edge < AT_TOP_PX ? this.#hangFromTop() : (this.#anchorAt(cards, edge) ?? this.#land(cards, edge));
    this.#lineup.stand();

    const before = this.#stood;
    this.#stood = new Map();
    const arrived = this.#lineup.takeArrivals();
    const towardsEnd = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    cards.forEach((card) => {
      const key = card.dataset["key"] ?? "";
      const { column, top } = this.#lineup.placeOf(numberOf(card));
      const across = towardsEnd * column * (this.#shape.columnPx + GAP_ACROSS_PX);
      const transform = `translate(${across}px, ${top}px)`;
      const old = before.get(key);
      this.#stood.set(key, { top, transform });
      if (!this.#watched.has(card)) this.#follow(card);
      if (arrived.has(key)) card.classList.add("masonry-new");
      if (old?.transform === transform && card.style.transform === transform) return;
      const isMoving = old !== undefined && !isResized && anchor === null && isNear(old.top, edge) && isNear(top, edge);
      card.classList.toggle("masonry-moving", isMoving);
      card.style.transform = transform;
    });
    this.#forget(cards);
    list.style.height = `${this.#lineup.height}px`;
    if (anchor !== null) this.#hold(anchor);
    if (this.#isPartial || this.#lacks()) this.#soon(this.#redraw);
  }

  /** Brings a thing into the window, drawn or not; afterwards it is drawn. */
  reveal(key: string): void {
    const at = this.#lineup.numberOf(key);
    if (at === -1 || this.#list === null) return;
    const { top: edge, height } = this.#view();
    const { top, height: tall } = this.#lineup.placeOf(at);
    if (top < edge + AT_TOP_PX || top + tall > edge + height)
      scrollBy({ top: top - edge - height / 3, behavior: "instant" });
    this.#freshAt = null;
    this.#redraw();
  }

  /** Back at its top, the wall begins with its first thing again. */
  #hangFromTop(): null {
    if (!this.#lineup.hangsFromTop) this.#lineup.hingeAt(0);
    return null;
  }

  /** After a jump to where nothing stood: from now on what is in sight is not pushed by what is drawn above it. */
  #land(cards: readonly HTMLElement[], edge: number): Anchor | null {
    for (const card of cards) {
      const { top } = this.#lineup.placeOf(numberOf(card));
      if (top < edge) continue;
      this.#lineup.hingeAt(numberOf(card));
      return { card, top };
    }
    return null;
  }

  /** Takes the width that there is; heights at another width say nothing. */
  #fit(list: HTMLUListElement, cards: readonly HTMLElement[]): boolean {
    const width = list.clientWidth;
    if (width === this.#width) return false;
    this.#width = width;
    this.#shape = shapeFor(width);
    const { top: edge } = this.#view();
    const held = edge < AT_TOP_PX ? null : this.#anchorAt(cards, edge);
    this.#lineup.reshape(this.#shape, held === null ? 0 : numberOf(held.card));
    list.style.setProperty("--column", `${this.#shape.columnPx}px`);
    return true;
  }

  /** The window in the wall's own measure. */
  #view(): { top: number; height: number } {
    const top = this.#list === null ? 0 : -this.#list.getBoundingClientRect().top;
    return { top, height: innerHeight };
  }

  /** Whether cards are missing near the window. */
  #lacks(): boolean {
    const { top, height } = this.#view();
    const from = Math.max(0, top - LEAST_LEFT * height);
    const to = Math.min(this.#lineup.height, top + height + LEAST_LEFT * height);
    if (from < this.#drawn.from || to > this.#drawn.to) return true;
    return this.#lineup.between(from, to).some((at) => !this.#stood.has(this.#lineup.keyAt(at)));
  }

  readonly #onScroll = (): void => {
    const { top, height } = this.#view();
    const isDrawn =
      Math.max(0, top - LEAST_LEFT * height) >= this.#drawn.from &&
      Math.min(this.#lineup.height, top + height + LEAST_LEFT * height) <= this.#drawn.to;
    if (!isDrawn || (top < AT_TOP_PX && !this.#lineup.hangsFromTop)) this.#soon(this.#redraw);
  };

  #soon(work: () => void): void {
    cancelAnimationFrame(this.#due);
    this.#due = requestAnimationFrame(work);
  }

  /** Every card reports once when it is first watched; only a size that differs from what was measured counts. */
  #isNews(target: Element): boolean {
    if (target === this.#list) return this.#list.clientWidth !== this.#width;
    if (!(target instanceof HTMLElement)) return false;
    return !this.#lineup.isMeasured(target.dataset["key"] ?? "", target.offsetHeight);
  }

  #follow(card: Element): void {
    this.#watched.add(card);
    this.#watch.observe(card);
  }

  #forget(cards: readonly Element[]): void {
    const here = new Set(cards);
    for (const card of this.#watched) {
      if (here.has(card)) continue;
      this.#watched.delete(card);
      this.#watch.unobserve(card);
    }
  }

  /** The first card in view that stood there before. */
  #anchorAt(cards: readonly HTMLElement[], edge: number): Anchor | null {
    for (const card of cards) {
      const top = this.#stood.get(card.dataset["key"] ?? "")?.top;
      if (top !== undefined && top >= edge && top < edge + innerHeight) return { card, top };
    }
    return null;
  }

  #hold({ card, top }: Anchor): void {
    const moved = (this.#stood.get(card.dataset["key"] ?? "")?.top ?? top) - top;
    if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
  }

  /** Of the thing that an element belongs to; −1 where it belongs to none. */
  #numberAround(element: Element | null): number {
    const card = element?.closest<HTMLElement>("[data-key]");
    return card ? this.#lineup.numberOf(card.dataset["key"] ?? "", numberOf(card)) : -1;
  }
}

/** The number of a drawn card, as it was when it was drawn. */
const numberOf = (card: HTMLElement): number => Number(card.dataset["at"] ?? 0);

/**
 * How many columns the window has. Asked as the style sheets ask: `innerWidth` rises on a phone with whatever stands out of
 * the page, and a wall that was drawn by it once had five columns there.
 */
function columnsNow(): number {
  return 1 + STEPS_PX.filter((step) => matchMedia(`(min-width: ${step}px)`).matches).length;
}

function shapeFor(width: number): Shape {
  const columns = columnsNow();
  return {
    columns,
    columnPx: (width - GAP_ACROSS_PX * (columns - 1)) / columns,
    gap: columns === 1 ? GAP_DOWN_PHONE_PX : GAP_DOWN_PX,
  };
}

/** Movement far outside the window would cost time and be seen by nobody. */
function isNear(top: number, edge: number): boolean {
  return top > edge - innerHeight && top < edge + 2 * innerHeight;
}
