import type { Page } from "playwright-core";

/**
 * Looks at every frame which cards are in sight and where. Scrolling moves all of them alike; a card that moves otherwise,
 * or is suddenly in another column, has jumped under somebody's eyes. It also counts the most cards that were drawn, and
 * remembers all that ever were.
 */
const WATCH = `(() => {
  const watched = { jumps: [], drawn: new Set(), mostDrawn: 0, frames: 0 };
  let before = new Map();
  const look = () => {
    const cards = document.querySelectorAll(".masonry > li");
    watched.frames++;
    watched.mostDrawn = Math.max(watched.mostDrawn, cards.length);
    const now = new Map();
    let moved = null;
    for (const card of cards) {
      const { key } = card.dataset;
      watched.drawn.add(key);
      const { top, bottom, left } = card.getBoundingClientRect();
      if (bottom <= 0 || top >= innerHeight) continue;
      now.set(key, { top, left });
      const old = before.get(key);
      if (old === undefined) continue;
      moved ??= top - old.top;
      const isJump = Math.abs(left - old.left) > 1 || Math.abs(top - old.top - moved) > 1;
      if (isJump && watched.jumps.length < 20)
        watched.jumps.push(card.innerText.slice(0, 12) + " by " + Math.round(left - old.left) + ", " + Math.round(top - old.top - moved));
    }
    before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.scrollWatch = watched;
})()`;

/** What was seen since the watch began, or since it was asked last. */
export interface Watched {
  /** Cards that moved otherwise than the others, and how. */
  readonly jumps: readonly string[];
  /** How many different things were drawn. */
  readonly drawn: number;
  /** The most cards that there were in the document at once. */
  readonly mostDrawn: number;
  readonly frames: number;
}

/** Begins to watch a wall that shows. */
export const watchScrolling = (page: Page): Promise<unknown> =>
  // While the page opens, letters of the system stand for those that come.
  page.evaluate(`document.fonts.ready.then(() => ${WATCH})`);

export const watched = (page: Page): Promise<Watched> =>
  page.evaluate<Watched>("({ ...scrollWatch, drawn: scrollWatch.drawn.size })");

/** Once everything that was asked for has been drawn, what is in sight and where: two looks that find the same. */
export const stillSight = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`(async () => {
    const look = () => [...document.querySelectorAll(".masonry > li")]
      .map((card) => ({ key: card.dataset.key, box: card.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > 0 && box.top < innerHeight)
      .map(({ key, box }) => [key, Math.round(box.left), Math.round(box.top)].join(" "));
    let last = [];
    for (;;) {
      for (let frame = 0; frame < 12; frame++) await new Promise(requestAnimationFrame);
      const now = look();
      if (now.length > 0 && now.join() === last.join()) return now;
      last = now;
    }
  })()`);

/** As a wheel scrolls, and as long as it takes to be drawn. */
export async function wheel(page: Page, by: number): Promise<void> {
  await page.mouse.wheel(0, by);
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
}

/** What the page holds, after everything that can be let go of has been let go of. */
export async function memoryOf(page: Page): Promise<{ heapBytes: number; nodes: number }> {
  const line = await page.context().newCDPSession(page);
  await line.send("HeapProfiler.enable");
  await line.send("HeapProfiler.collectGarbage");
  const [{ usedSize }, { nodes }] = [await line.send("Runtime.getHeapUsage"), await line.send("Memory.getDOMCounters")];
  await line.detach();
  return { heapBytes: usedSize, nodes };
}
