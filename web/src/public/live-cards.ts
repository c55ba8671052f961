import { cardOf, readPage } from "./more-cards.ts";

/** Changes come in bursts; what they make is read once. */
const GATHERED_MS = 250;

/**
 * Shows what arrives, changes and goes on a wall. The stream only says that something did: what a card looks like is the
 * server's knowledge, so the first page is read anew and what differs is put in its place.
 */
export function keepLive(page: HTMLElement, base: string): void {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), GATHERED_MS);
  };
  const stream = new EventSource(`${base}/events`);
  const idOf = ({ data }: MessageEvent<string>) => (JSON.parse(data) as { id: string }).id;
  stream.addEventListener("item", (event) => {
    changed.add(idOf(event));
    look();
  });
  stream.addEventListener("removed", (event) => {
    cardOf(page, idOf(event))?.remove();
    look();
  });
  stream.addEventListener("resync", look);
  // Closed for good: the wall is not open any more, which the page of this address says.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) look();
  });

  async function refresh(): Promise<void> {
    const asked = [...changed];
    changed.clear();
    const read = await readPage(location.href);
    if (read?.status === 404) return location.reload();
    const fresh = [...(read?.page?.querySelectorAll<HTMLElement>(".card") ?? [])];
    const first = page.querySelector(".cards");
    if (!first || !read?.page) return;
    if (fresh.length > 0) page.querySelector(".empty")?.remove();
    let before: HTMLElement | null = null;
    for (const card of fresh) {
      const shown = cardOf(page, card.dataset["id"] ?? "");
      if (shown?.dataset["clock"] === card.dataset["clock"]) before = shown;
      else before = put(card, { instead: shown, after: before, first });
    }
    // What lies further down and changed is shown as it is now when somebody opens it.
    for (const id of asked) if (!fresh.some((card) => card.dataset["id"] === id)) await refreshFurther(id);
  }

  async function refreshFurther(id: string): Promise<void> {
    const read = await readPage(`${base}/i/${id}`);
    if (read?.status === 404) cardOf(page, id)?.remove();
  }
}

/** Puts a card where the old one stood, or after the one that comes before it. */
function put(
  card: HTMLElement,
  { instead, after, first }: { instead: HTMLElement | null; after: HTMLElement | null; first: Element },
): HTMLElement {
  if (instead) instead.replaceWith(card);
  else {
    card.classList.add("is-new");
    if (after) after.after(card);
    else first.prepend(card);
  }
  return card;
}
