import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import Provider from "oidc-provider";

export interface AccountThere {
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

interface Token {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  /** Signed with another key than the published one. */
  readonly isForged?: boolean;
}

/** A sign-in service that really speaks OpenID Connect (`oidc-provider`), with a front that can spoil what it says. */
export interface SignInServiceThere {
  readonly issuer: string;
  /** The settings of a wall that uses it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Has a wall for its client, at this address: it is known only once the wall runs. */
  knows(wallUrl: string): void;
  /** Who is signed in there from now on; null: whoever comes says no. */
  account: AccountThere | null;
  /** Changes the next ID tokens on their way out; they are signed anew. */
  spoil: ((token: Token) => Partial<Token>) | null;
  /** Answers everything with this status, or drops the connection. */
  broken: number | "dropped" | null;
  /** Paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

const CLIENT = "digital-wall";
const SECRET = "a secret of the tests";
const KEY_ID = "key-of-the-tests";

export async function openSignInService(t: TestContext): Promise<SignInServiceThere> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const forger = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
  let inside: { server: Server; provider: Provider } | null = null;
  const front = createServer((asked, reply) => answer(asked, reply));
  const port = await listen(front);
  const issuer = `http://127.0.0.1:${port}`;

  const self: SignInServiceThere = {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT,
      OIDC_CLIENT_SECRET: SECRET,
      OIDC_NAME: "House sign-in",
      RATE_LIMIT_SIGN_IN: "off",
    },
    account: null,
    spoil: null,
    broken: null,
    asked: [],
    knows(wallUrl) {
      inside?.server.close();
      const redirectUri = new URL("/api/auth/oidc/callback", wallUrl).href;
      const jwk = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: KEY_ID };
      const provider = new Provider(issuer, configurationOf({ redirectUri, jwk, accountOf: () => self.account }));
      provider.proxy = true;
      const server = createServer(provider.callback());
      server.listen(0, "127.0.0.1");
      inside = { server, provider };
    },
    async close() {
      for (const server of [front, inside?.server]) {
        server?.closeAllConnections();
        server?.close();
      }
    },
  };
  t.after(() => self.close());

  function answer(asked: IncomingMessage, reply: ServerResponse): void {
    const path = (asked.url ?? "").split("?")[0] ?? "";
    self.asked.push(path);
    if (self.broken === "dropped") return void asked.socket.destroy();
    if (self.broken !== null) return void reply.writeHead(self.broken).end("gone");
    if (inside === null) return void reply.writeHead(500).end();
    if (path.startsWith("/interaction/")) {
      const said = self.account
        ? { login: { accountId: self.account.sub } }
        : { error: "access_denied", error_description: "said no" };
      return void inside.provider.interactionFinished(asked, reply, said);
    }
    const to = { port: (inside.server.address() as AddressInfo).port, host: "127.0.0.1" };
    const headers = { ...asked.headers };
    const onward = request({ ...to, method: asked.method, path: asked.url, headers }, (answered) => {
      const pieces: Buffer[] = [];
      answered.on("data", (piece: Buffer) => pieces.push(piece));
      answered.on("end", () => {
        const body = path === "/token" ? spoiled(Buffer.concat(pieces)) : Buffer.concat(pieces);
        const { "transfer-encoding": _, ...rest } = answered.headers;
        reply.writeHead(answered.statusCode ?? 500, { ...rest, "content-length": body.length }).end(body);
      });
    });
    onward.on("error", () => reply.destroy());
    asked.pipe(onward);
  }

  function spoiled(body: Buffer): Buffer {
    const tokens = JSON.parse(body.toString()) as { id_token?: string };
    if (self.spoil === null || tokens.id_token === undefined) return body;
    const [head = "", payload = ""] = tokens.id_token.split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
    const right: Token = { header: read(head), claims: read(payload) };
    const token: Token = { ...right, ...self.spoil(right) };
    const written = [token.header, token.claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const signed = written.join(".");
    const key = token.isForged ? forger : privateKey;
    const byAlg: Record<string, () => Buffer> = {
      none: () => Buffer.alloc(0),
      HS256: () => createHmac("sha256", SECRET).update(signed).digest(),
      RS256: () => sign("sha256", Buffer.from(signed), key),
    };
    const signature = byAlg[String(token.header["alg"])]?.().toString("base64url");
    return Buffer.from(JSON.stringify({ ...tokens, id_token: `${signed}.${signature}` }));
  }

  return self;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function configurationOf(of: { redirectUri: string; jwk: object; accountOf: () => AccountThere | null }): object {
  const { redirectUri, jwk, accountOf } = of;
  return {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: [randomUUID()] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ ...accountOf(), sub }),
    }),
    // Whoever signs in there has agreed to what this client is told.
    async loadExistingGrant(context: GrantContext) {
      const { oidc } = context;
      const grant = new oidc.provider.Grant({ clientId: CLIENT, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  };
}

interface GrantContext {
  readonly oidc: {
    readonly session: { readonly accountId: string };
    readonly provider: {
      readonly Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
    };
  };
}
