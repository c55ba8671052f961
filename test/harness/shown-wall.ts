import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { BrowserContextOptions } from "playwright-core";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { type Visit, visit } from "./browser.ts";
import { newWall, type TestWall } from "./new-wall.ts";
import { article } from "./pages.ts";

/** A wall with a thing of each kind, and an empty one beside it. */
export interface ShownWall {
  readonly wall: TestWall;
  /** The items, by what they are. */
  readonly items: Readonly<Record<"link" | "broken" | "note" | "image" | "pdf", string>>;
  /** The wall that nothing stands on. */
  readonly emptyWall: string;
  /** Opens a window of somebody who is signed in; all of them share one sign-in. */
  visit(t: TestContext, options?: BrowserContextOptions): Promise<Visit>;
}

const FILES = [
  ["photo-gps.jpg", "image/jpeg"],
  ["lamps.pdf", "application/pdf"],
  ["tone.mp3", "audio/mpeg"],
  ["film.mp4", "video/mp4"],
  ["pack.zip", "application/zip"],
] as const;

/** Puts one up and waits until nothing on it is worked on any more. */
export async function newShownWall(t: TestContext): Promise<ShownWall> {
  const wall = await newWall(t, {
    pages: { "/lamps": article(), "/gone": [404, "gone"] },
    settings: { LOG_LEVEL: "silent" },
  });
  const share = async (things: Record<string, unknown>) => {
    const accepted = await wall.share(things);
    await wall.ended(accepted);
    return accepted.item_id ?? "";
  };
  const files = new Map<string, string>();
  for (const [name, type] of FILES) {
    const form = new FormData();
    const bytes = await readFile(join(import.meta.dirname, "../fixtures/files", name));
    form.append("files", new File([bytes], name, { type }));
    const { body } = await wall.ask<ShareAccepted>("POST", "/share", { body: form });
    await wall.ended(body);
    files.set(name, body.item_id ?? "");
  }
  await share({ text: "مرحبا بالعالم. هذه ملاحظة قصيرة.", tags: ["بحر"] });
  await share({ text: "A long line about buoys and their bells. ".repeat(30), title: "Buoys" });
  const items = {
    image: files.get("photo-gps.jpg") ?? "",
    pdf: files.get("lamps.pdf") ?? "",
    note: await share({ text: "Ask the ferryman about the eel baskets before Thursday.", tags: ["harbour"] }),
    broken: await share({ url: wall.pages.at("/gone"), note: "for Sunday" }),
    link: await share({ url: wall.pages.at("/lamps"), tags: ["harbour"] }),
  };
  const { body: empty } = await wall.ask<{ id: string }>("POST", "/walls", { body: { name: "Boats" } });
  let signedIn: BrowserContextOptions["storageState"];
  return {
    wall,
    items,
    emptyWall: empty.id,
    async visit(t, options = {}) {
      if (signedIn !== undefined) return await visit(t, wall.url, { ...options, storageState: signedIn });
      const first = await visit(t, wall.ownerLink, options);
      await first.page.locator(".masonry article").first().waitFor();
      signedIn = await first.context.storageState();
      return first;
    },
  };
}
