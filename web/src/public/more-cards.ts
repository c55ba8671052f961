/** The next page begins to load so far before its link is seen. Pixels. */
const AHEAD = "900px";

/** What a page that the server wrote holds; null when it did not come, or is something else. */
export async function readPage(address: string): Promise<{ status: number; page: HTMLElement | null } | null> {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    const written = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { status: answer.status, page: answer.ok ? written.querySelector<HTMLElement>("#page") : null };
  } catch {
    return null;
  }
}

/** Puts the next page below this one as soon as its end comes near. Each has columns of its own, so nothing seen moves. */
export function loadMore(page: HTMLElement): void {
  const watcher = new IntersectionObserver(
    (seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void more();
    },
    { rootMargin: AHEAD },
  );
  let busy = false;
  const next = () => page.querySelector<HTMLAnchorElement>('.pages a[rel="next"]');
  const watch = () => {
    const link = next();
    if (link) watcher.observe(link);
  };

  async function more(): Promise<void> {
    const link = next();
    if (!link || busy) return;
    busy = true;
    watcher.disconnect();
    const read = await readPage(link.href);
    busy = false;
    // The link stays: it works by itself, too.
    if (!read?.page) return;
    const cards = read.page.querySelector(".cards");
    for (const card of [...(cards?.children ?? [])] as HTMLElement[])
      if (cardOf(page, card.dataset["id"] ?? "")) card.remove();
    if (cards && cards.children.length > 0) page.querySelector(".pages")?.before(cards);
    const further = read.page.querySelector<HTMLAnchorElement>('.pages a[rel="next"]');
    if (further) link.replaceWith(further);
    else link.remove();
    watch();
  }

  watch();
}

export const cardOf = (page: HTMLElement, id: string): HTMLElement | null =>
  page.querySelector<HTMLElement>(`.card[data-id="${CSS.escape(id)}"]`);
