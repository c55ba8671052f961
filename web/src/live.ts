import { computed, signal } from "@preact/signals";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Here, Somebody } from "../../src/contract/members.ts";
import { ask, onAnswer, Refusal } from "./api.ts";

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

/** Who looks at the wall that shows just now, of those who let others see it; oneself among them. */
export const here = signal<readonly Somebody[]>([]);

interface LiveListener {
  item(item: Item, wall: string | null): void;
  removed(id: string, wall: string | null): void;
  progress(data: unknown): void;
  /** What was missed cannot be told one by one: load the list again. */
  resync(): void;
  /** There is no such wall any more, or one may not see it. */
  gone(): void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * Follows a wall on one stream until the returned function is called; comes back by itself after a failure.
 * @param walls those whose changes it shows, divided by commas
 * @param imports as `watchedImports` has them
 * @param missed something may have happened since the wall was loaded
 */
export function followWall(
  { wall, walls, imports, missed }: { wall: string; walls: string; imports: string; missed: boolean },
  listener: LiveListener,
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = FIRST_DELAY_MS;
  let hasMissed = missed;

  const open = () => {
    source = new EventSource(`/api/v1/events?walls=${walls}${imports && `&imports=${imports}`}`);
    source.addEventListener("open", () => {
      stream.value = "live";
      heardAt.value = Date.now();
      delayMs = FIRST_DELAY_MS;
      here.value = [];
      if (hasMissed) listener.resync();
      hasMissed = false;
    });
    source.addEventListener("error", () => {
      hasMissed = true;
      here.value = [];
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
    source.addEventListener("here", (event) => {
      here.value = (dataOf(event) as unknown as Here).people;
    });
    source.addEventListener("import", (event) => {
      toldImport.value = dataOf(event) as unknown as Import;
    });
    source.addEventListener("resync", () => listener.resync());
  };
  // A stream cannot say why it was refused; a plain question shows a session that has ended (401), or a wall that one does
  // not see any more (404).
  const reopen = () => {
    void ask("GET", `/walls/${wall}`).then(open, (thrown: unknown) => {
      if (thrown instanceof Refusal && thrown.status === 404) listener.gone();
      else open();
    });
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
    here.value = [];
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
