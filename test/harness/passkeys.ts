import type { TestContext } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import type { ProblemDocument } from "../../src/contract/parts.ts";
import type { PasskeyMadeAnswer, PasskeyUsedAnswer } from "../../src/contract/passkeys.ts";
import { openPage, visit } from "./browser.ts";
import type { TestWall } from "./new-wall.ts";

/** What an answer of the API came with, asked by a page. */
export interface Asked<Body> {
  readonly status: number;
  readonly body: Body;
}

/** A browser with an authenticator in it, on a page of ours at localhost: by numbers no browser has passkeys. */
export interface PasskeyBrowser {
  readonly page: Page;
  /** Asks the API as the page does. */
  ask<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Asked<Body>>;
  /** Asks and tells `status code` of a refusal, or the status alone. */
  told(method: string, path: string, body?: unknown): Promise<string>;
  /** Has the authenticator make a passkey, by options as the API gives them. */
  make(options: object): Promise<PasskeyMadeAnswer>;
  /** Has it sign. */
  sign(options: object): Promise<PasskeyUsedAnswer>;
  /** Whether its person shows a finger or a face. */
  verifies(isVerified: boolean): Promise<void>;
  /** Empties the authenticator: of several passkeys it signs with any. */
  forgetAll(): Promise<void>;
  /** Sets how often each of its passkeys has signed, as a copy of an older state would have it. */
  setCounter(signCount: number): Promise<void>;
}

export const atLocalhost = (url: string): string => url.replace("//127.0.0.1", "//localhost");

/** What the browser has: a device that knows its person, or a bare security key that asks nobody who they are. */
type Authenticator = "device" | "bare key";

export async function openPasskeyBrowser(
  t: TestContext,
  url: string,
  authenticatorKind: Authenticator = "device",
): Promise<PasskeyBrowser> {
  const { page } = await visit(t, atLocalhost(url));
  const cdp = await page.context().newCDPSession(page);
  const authenticator = await addAuthenticator(cdp, authenticatorKind);
  const self: PasskeyBrowser = {
    page,
    async ask<Body>(method: string, path: string, body?: unknown) {
      return await page.evaluate<Asked<Body>>(inPage(ASK, { method, path, body }));
    },
    async told(method, path, body) {
      const { status, body: answer } = await self.ask<Partial<ProblemDocument>>(method, path, body);
      return status < 400 ? String(status) : `${status} ${answer.code}`;
    },
    make: (options) => page.evaluate<PasskeyMadeAnswer>(inPage(MAKE, options)),
    sign: (options) => page.evaluate<PasskeyUsedAnswer>(inPage(SIGN, options)),
    async verifies(isUserVerified) {
      await cdp.send("WebAuthn.setUserVerified", { authenticatorId: authenticator, isUserVerified });
    },
    async forgetAll() {
      await cdp.send("WebAuthn.clearCredentials", { authenticatorId: authenticator });
    },
    async setCounter(signCount) {
      const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId: authenticator });
      for (const credential of credentials) {
        const { credentialId } = credential;
        await cdp.send("WebAuthn.removeCredential", { authenticatorId: authenticator, credentialId });
        await cdp.send("WebAuthn.addCredential", {
          authenticatorId: authenticator,
          credential: { ...credential, signCount },
        });
      }
    },
  };
  return self;
}

/** Ada signs in by her link in such a browser. */
export async function openAda(t: TestContext, wall: Pick<TestWall, "ownerLink">): Promise<PasskeyBrowser> {
  return await openPasskeyBrowser(t, wall.ownerLink);
}

/** Signs in by the link that is printed anew, in the browser that is open. */
export async function enterAgain({ page }: PasskeyBrowser, wall: TestWall): Promise<void> {
  const { body } = await wall.ask<{ url: string }>("POST", "/owner-link");
  const opened = await openPage(page.context(), atLocalhost(body.url));
  await opened.page.close();
}

async function addAuthenticator(cdp: CDPSession, kind: Authenticator): Promise<string> {
  const isDevice = kind === "device";
  await cdp.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: isDevice ? "internal" : "usb",
      hasResidentKey: isDevice,
      hasUserVerification: isDevice,
      isUserVerified: isDevice,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}

/** A call of a function that runs in the page: there is none of the page's types here. */
const inPage = (source: string, given: unknown): string => `(${source})(${JSON.stringify(given)})`;

const ASK = `async ({ method, path, body }) => {
  const headers = { "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers };
  const answer = await fetch(path.startsWith("/api") ? path : "/api/v1" + path, { method, ...sent });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
}`;

const MAKE = `async (options) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}`;

const SIGN = `async (options) => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return (await navigator.credentials.get({ publicKey })).toJSON();
}`;
