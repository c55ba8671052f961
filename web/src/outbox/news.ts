import type { ShareAccepted } from "../../../src/contract/shares.ts";
import type { EntryList } from "./entry-list.ts";

/** What one window or the worker tells the others of the outbox. */
export type News =
  /** Entries came, went or changed. */
  | { readonly kind: "changed" }
  /** One is on its way: how much of it is sent, 0 to 1; null when it stopped. */
  | { readonly kind: "part"; readonly id: string; readonly part: number | null }
  | { readonly kind: "arrived"; readonly id: string; readonly accepted: ShareAccepted }
  /** Of a list everything is on the wall that the server took. */
  | { readonly kind: "list-arrived"; readonly list: EntryList };

const channel = new BroadcastChannel("outbox");
const listeners: ((news: News) => void)[] = [];

channel.onmessage = (event: MessageEvent<News>) => {
  for (const listener of listeners) listener(event.data);
};

/** Tells everybody, this window too. */
export function announce(news: News): void {
  channel.postMessage(news);
  for (const listener of listeners) listener(news);
}

export function onNews(listener: (news: News) => void): void {
  listeners.push(listener);
}
