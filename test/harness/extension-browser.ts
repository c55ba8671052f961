import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import { packageFolder } from "../../src/app/version.ts";
import { launchWithExtension } from "./browser.ts";

/** A browser with our extension in it, on a fresh profile that ends with the test. */
export interface ExtensionBrowser {
  readonly context: BrowserContext;
  /** Opens the extension's options in a tab. */
  options(): Promise<Page>;
  /**
   * Opens the popup over a page. The real popup is a window that no test can reach, so it is opened as a tab and told
   * which tab lies below it; everything else in it is as always.
   */
  popup(over: Page): Promise<Page>;
  /** What the button of a page's tab shows. */
  badge(of: Page): Promise<string>;
  /** Presses an entry of the extension's menu on something of a page. */
  menu(
    pressed: Omit<Partial<chrome.contextMenus.OnClickData>, "menuItemId"> & { menuItemId: string },
    over: Page,
  ): Promise<void>;
  /** Presses a shortcut of the extension over a page. */
  command(name: string, over: Page): Promise<void>;
}

/** Builds the extension as `npm run build:extension` does, and loads that folder unpacked. */
export async function openExtensionBrowser(t: TestContext): Promise<ExtensionBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "dw-extension-"));
  const built = join(folder, "built");
  await promisify(execFile)(process.execPath, [join(packageFolder, "scripts", "build-extension.ts"), built]);
  // Nobody is there to press "Allow", so what the person would allow is granted beforehand.
  const manifest = join(built, "manifest.json");
  const asBuilt: Record<string, unknown> = JSON.parse(await readFile(manifest, "utf8"));
  await writeFile(manifest, JSON.stringify({ ...asBuilt, host_permissions: ["http://127.0.0.1/*"] }));
  const context = await launchWithExtension(join(folder, "profile"), built);
  t.after(async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const at = (page: string): string => new URL(page, worker.url()).href;
  const tabOf = (page: Page): Promise<chrome.tabs.Tab> =>
    worker.evaluate(async (url) => {
      const found = (await chrome.tabs.query({})).find((tab) => tab.url === url);
      if (found === undefined) throw new Error(`no tab shows ${url}`);
      return found;
    }, page.url());
  /** Lets an event of the browser happen that only a person's hand on the browser itself could bring about. */
  const dispatch = (event: "contextMenus.onClicked" | "commands.onCommand", told: readonly unknown[]): Promise<void> =>
    worker.evaluate(
      ([name, parts]) => {
        const [api, member] = name.split(".") as ["contextMenus", "onClicked"];
        (chrome[api][member] as unknown as { dispatch(...told: readonly unknown[]): void }).dispatch(...parts);
      },
      [event, told] as const,
    );
  const open = async (address: string, tab?: chrome.tabs.Tab): Promise<Page> => {
    const page = await context.newPage();
    await page.addInitScript((below) => {
      if (below) Object.assign(chrome.tabs, { query: async () => [below] });
    }, tab);
    await page.goto(address);
    return page;
  };
  return {
    context,
    options: () => open(at("options.html")),
    popup: async (over) => await open(at("popup.html"), await tabOf(over)),
    badge: async (of) => {
      const { id } = await tabOf(of);
      return await worker.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), id);
    },
    menu: async (pressed, over) => dispatch("contextMenus.onClicked", [pressed, await tabOf(over)]),
    command: async (name, over) => dispatch("commands.onCommand", [name, await tabOf(over)]),
  };
}
