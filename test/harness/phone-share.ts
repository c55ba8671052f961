import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import type { Item } from "../../src/contract/items.ts";
import type { TestWall } from "./new-wall.ts";

export interface PhoneShare {
  readonly title?: string;
  readonly text?: string;
  readonly url?: string;
  readonly files?: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
}

/** Does what a phone does with the share target of the manifest: posts a multipart form and shows the answer. */
export async function shareFromPhone(page: Page, { files = [], ...words }: PhoneShare, action = "/share-target") {
  await page.evaluate(
    ([fields, to]) => {
      const { document } = globalThis as unknown as { document: FormPage };
      document.getElementById("phone")?.remove();
      const form = document.createElement("form");
      Object.assign(form, { id: "phone", method: "post", enctype: "multipart/form-data", action: to });
      for (const [name, value] of fields as [string, string][]) {
        const field = document.createElement("textarea");
        Object.assign(field, { name, value });
        form.append(field);
      }
      const chosen = document.createElement("input");
      Object.assign(chosen, { type: "file", name: "files", multiple: true });
      form.append(chosen);
      document.body.append(form);
    },
    [Object.entries(words), action] as const,
  );
  if (files.length > 0)
    await page
      .locator("#phone input")
      .setInputFiles(files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: bytes })));
  await Promise.all([
    page.waitForNavigation(),
    page.locator("#phone").evaluate((form) => (form as unknown as { submit(): void }).submit()),
  ]);
}

/** As much of a document as a form needs; the tests have no types of a browser. */
interface FormPage {
  getElementById(id: string): { remove(): void } | null;
  createElement(name: string): { append(child: unknown): void };
  readonly body: { append(child: unknown): void };
}

/** Resolves when the worker is in place and looks after this page. */
export async function workerReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator as unknown as {
      serviceWorker: {
        readonly ready: Promise<unknown>;
        readonly controller: unknown;
        addEventListener(name: string, listener: () => void): void;
      };
    };
    await serviceWorker.ready;
    if (serviceWorker.controller === null)
      await new Promise<void>((resolve) => serviceWorker.addEventListener("controllerchange", resolve));
  });
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Everything on the owner's inbox, newest first. */
export async function itemsOf(wall: TestWall): Promise<Item[]> {
  const { inbox_id: inbox } = (await wall.ask<{ inbox_id: string }>("GET", "/me")).body;
  return (await wall.ask<{ items: Item[] }>("GET", `/walls/${inbox}/items?limit=100`)).body.items;
}

/** The sha-256 of every file that was shared, sorted. */
export async function sharedSums(wall: TestWall, items: readonly Item[]): Promise<string[]> {
  const originals = items.flatMap((item) => item.files.filter(({ role }) => role === "original"));
  const bytes = await Promise.all(
    originals.map(async ({ id }) => (await wall.ask<Uint8Array>("GET", `/files/${id}`)).body),
  );
  return bytes.map(sha256).sort();
}
