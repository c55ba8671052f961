import type { ShareInput } from "../../src/contract/shares.ts";
import type { Outcome } from "./outbox.ts";

/** What the popup asks of the background, which goes on when the popup is closed. */
export type Errand =
  | { readonly kind: "save"; readonly share: ShareInput; readonly title: string; readonly tabId: number }
  | { readonly kind: "send" };

export async function run(errand: Errand & { kind: "save" }): Promise<Outcome>;
export async function run(errand: Errand & { kind: "send" }): Promise<null>;
export async function run(errand: Errand): Promise<Outcome | null> {
  return await chrome.runtime.sendMessage(errand);
}
