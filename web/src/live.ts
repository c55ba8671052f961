import { computed, signal } from "@preact/signals";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import { ask, onAnswer } from "./api.ts";

/** `lost` while the stream is down; what shows then may be old. */
export const stream = signal<"opening" | "live" | "lost">("opening");
export const online = signal(navigator.onLine);
/** Whether what shows comes from this device, since the server cannot be heard. */
export const isAway = computed(() => !online.value || stream.value === "lost");
/** When the page last heard from the server, in ms since 1970. */
export const heardAt = signal(Date.now());

onAnswer((keptAtMs) => {
  heardAt.value = keptAtMs ?? Date.now();
});

/** The imports that this tab looks at, by id and divided by commas: they are told of on the stream of the wall. */
export const watchedImports = signal("");
/** What was told last of one of them. */
export const toldImport = signal<Import | null>(null);

interface LiveListener {
  item(item: Item, wall: string | null): void;
  removed(id: string, wall: string | null): void;
  progress(data: unknown): void;
  /** What was missed cannot be told one by one: load the list again. */
  resync(): void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * Follows a wall on one stream until the returned function is called; comes back by itself after a failure.
 * @param imports as `watchedImports` has them
 * @param missed something may have happened since the wall was loaded
 */
export function followWall(
  { wall, imports, missed }: { wall: string; imports: string; missed: boolean },
  listener: LiveListener,
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = FIRST_DELAY_MS;
  let hasMissed = missed;

  const open = () => {
    source = new EventSource(`/api/v1/events?walls=${wall}${imports && `&imports=${imports}`}`);
    source.addEventListener("open", () => {
      stream.value = "live";
      heardAt.value = Date.now();
      delayMs = FIRST_DELAY_MS;
      if (hasMissed) listener.resync();
      hasMissed = false;
    });
    source.addEventListener("error", () => {
      hasMissed = true;
      stream.value = "lost";
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(reopen, delayMs);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    });
    source.addEventListener("item", (event) => {
      const data = dataOf(event);
      const item = "item" in data ? (data["item"] as Item) : (data as unknown as Item);
      listener.item(item, wordOf(data["wall_id"]));
    });
    source.addEventListener("removed", (event) => {
      const data = dataOf(event);
      listener.removed(String(data["id"]), wordOf(data["wall_id"]));
    });
    source.addEventListener("progress", (event) => listener.progress(dataOf(event)));
    source.addEventListener("import", (event) => {
      toldImport.value = dataOf(event) as unknown as Import;
    });
    source.addEventListener("resync", () => listener.resync());
  };
  // A stream cannot say why it was refused; a plain question shows a session that has ended (401).
  const reopen = () => {
    void ask("GET", "/me").then(open, open);
  };
  const comeBack = () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    open();
  };

  open();
  addEventListener("online", comeBack);
  return () => {
    removeEventListener("online", comeBack);
    clearTimeout(timer);
    source?.close();
  };
}

function dataOf(event: MessageEvent<string>): Record<string, unknown> {
  heardAt.value = Date.now();
  return JSON.parse(event.data) as Record<string, unknown>;
}

function wordOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

addEventListener("online", () => {
  online.value = true;
});
addEventListener("offline", () => {
  online.value = false;
});
