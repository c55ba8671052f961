import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { until } from "./until.ts";

const FIREFOX = process.env["DW_TEST_FIREFOX"] ?? "/usr/bin/firefox-esr";

/** Where the extension's pages lie; by itself the browser draws another name for each profile. */
const EXTENSION_HOST = "6f1d0c5e-2b7a-4c83-9d40-3e5a7b9c1d2f";
/** NS_BINDING_ABORTED. */
const FONT_CUT_OFF = "status=2152398850";
const NOBODY = { host: "127.0.0.1", port: 9 };

const SETTINGS: Readonly<Record<string, string | number | boolean>> = {
  // Whatever the browser would ask its maker leads to a port that nobody listens on.
  "network.proxy.type": 1,
  "network.proxy.http": NOBODY.host,
  "network.proxy.http_port": NOBODY.port,
  "network.proxy.ssl": NOBODY.host,
  "network.proxy.ssl_port": NOBODY.port,
  "network.proxy.no_proxies_on": "127.0.0.1, localhost",
  "network.proxy.allow_hijacking_localhost": false,
  "network.dns.disabled": true,
  "app.update.auto": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  // Nobody is there to press "Allow".
  "extensions.webextOptionalPermissionPrompts": false,
  // Without a mouse of its own the browser says that nothing can hover.
  "ui.primaryPointerCapabilities": 6,
  "ui.allPointerCapabilities": 6,
};

/** The options of a test in Firefox: skipped where there is none, which under CI is a failure. */
export function inFirefox(): { skip: string | false } {
  if (existsSync(FIREFOX)) return { skip: false };
  if (process.env["CI"] === "true") throw new Error(`Firefox is missing at ${FIREFOX}`);
  return { skip: "Firefox is not installed here" };
}

export interface FirefoxTab {
  /** What an expression comes to in the page; text, a number, a truth value or null. */
  evaluate<Value extends string | number | boolean | null>(expression: string): Promise<Value>;
  /** Waits until an expression comes to something true. */
  comes(what: string, expression: string): Promise<void>;
  go(address: string): Promise<void>;
  /** Presses the middle of what a selector finds first. */
  click(selector: string): Promise<void>;
  /** Types into whatever has the focus, one key after another; a key by its WebDriver code, such as Enter "\uE007". */
  type(text: string): Promise<void>;
  toFront(): Promise<void>;
}

export interface Firefox {
  newTab(address: string, how?: { behind: boolean }): Promise<FirefoxTab>;
  /** Loads an unpacked extension. @returns where its pages lie, with a slash at its end */
  install(folder: string): Promise<string>;
  /** What pages complained about: console errors and warnings, and exceptions. */
  readonly complaints: string[];
}

/** A browser on a fresh profile, driven by WebDriver BiDi; it ends with its test. */
export async function openFirefox(t: TestContext, { extension }: { extension?: string } = {}): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), "dw-firefox-"));
  const uuids = JSON.stringify(extension === undefined ? {} : { [extension]: EXTENSION_HOST });
  const settings = Object.entries({ ...SETTINGS, "extensions.webextensions.uuids": uuids });
  const lines = settings.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, "user.js"), lines.join(""));
  const browser = spawn(
    FIREFOX,
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--remote-allow-system-access"],
    // It does not start where the home it is told of is somebody else's.
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: profile } },
  );
  t.after(async () => {
    const hasEnded = browser.exitCode === null ? once(browser, "exit") : null;
    browser.kill("SIGKILL");
    await hasEnded;
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });
  const complaints: string[] = [];
  const send = await connect(`${await addressOf(browser)}/session`, complaints);
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  return {
    complaints,
    async newTab(address, { behind } = { behind: false }) {
      const { context } = await send<{ context: string }>("browsingContext.create", {
        type: "tab",
        background: behind,
      });
      const tab = tabOf(send, context);
      await tab.go(address);
      return tab;
    },
    async install(folder) {
      await send("webExtension.install", { extensionData: { type: "path", path: folder } });
      return `moz-extension://${EXTENSION_HOST}/`;
    },
  };
}

/** Where it listens to a driver, from its own first words. */
async function addressOf(browser: ChildProcess): Promise<string> {
  if (browser.stderr === null) throw new Error("it has no voice");
  const said: string[] = [];
  for await (const line of createInterface(browser.stderr)) {
    said.push(line);
    const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
    // It goes on talking; a pipe that nobody reads would stop it.
    if (address !== undefined) {
      browser.stderr.resume();
      return address;
    }
  }
  throw new Error(`Firefox did not start:\n${said.slice(-10).join("\n")}`);
}

type Send = <Result = unknown>(method: string, params: object) => Promise<Result>;

async function connect(address: string, complaints: string[]): Promise<Send> {
  const socket = new WebSocket(address);
  await once(socket, "open");
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  socket.addEventListener("message", ({ data }) => {
    const told = JSON.parse(String(data)) as {
      id?: number;
      type: string;
      result?: unknown;
      error?: string;
      message?: string;
      method?: string;
      params?: { level?: string; text?: string; source?: { context?: string } };
    };
    if (told.method === "log.entryAdded") {
      const { level = "", text = "", source } = told.params ?? {};
      // What is said in no page is the browser's own; and a font that was on its way when a page was left is no fault.
      const isOurs = source?.context !== undefined && !text.includes(FONT_CUT_OFF);
      if (["error", "warn"].includes(level) && isOurs) complaints.push(text);
    }
    const asked = waiting.get(told.id ?? 0);
    waiting.delete(told.id ?? 0);
    if (told.type === "error") asked?.reject(new Error(`${told.error}: ${told.message}`));
    else asked?.resolve(told.result);
  });
  let last = 0;
  return <Result>(method: string, params: object) =>
    new Promise<Result>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: (result) => resolve(result as Result), reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}

interface Evaluated {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

function tabOf(send: Send, context: string): FirefoxTab {
  const tab: FirefoxTab = {
    async evaluate<Value>(expression: string) {
      const asked = { expression, target: { context }, awaitPromise: true, resultOwnership: "none" };
      const { type, result, exceptionDetails } = await send<Evaluated>("script.evaluate", asked);
      if (type === "exception") throw new Error(`${expression}: ${exceptionDetails?.text}`);
      return (result?.value ?? null) as Value;
    },
    async comes(what, expression) {
      // A page that is just being left answers nothing.
      await until(what, () => tab.evaluate<boolean>(`Boolean(${expression})`).catch(() => false));
    },
    async go(address) {
      await send("browsingContext.navigate", { context, url: address, wait: "complete" });
    },
    async click(selector) {
      const wanted = `document.querySelector(${JSON.stringify(selector)})`;
      await tab.comes(selector, wanted);
      const middle = await tab.evaluate<string>(
        `(() => { const box = ${wanted}.getBoundingClientRect(); return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]); })()`,
      );
      const [x, y] = (JSON.parse(middle) as [number, number]).map(Math.round);
      const press = [
        { type: "pointerMove", x, y },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await send("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions: press }] });
    },
    async type(text) {
      const keys = [...text].flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]);
      await send("input.performActions", { context, actions: [{ type: "key", id: "keys", actions: keys }] });
    },
    async toFront() {
      await send("browsingContext.activate", { context });
    },
  };
  return tab;
}
