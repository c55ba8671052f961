import type { TestContext } from "node:test";
import type { ServiceLogin } from "../../src/contract/import-names.ts";
import { numbered, openService, type TestService } from "./services.ts";

export interface WallabagThings {
  readonly entries: readonly Record<string, unknown>[];
  /** By the id of their entry, where entries do not have them with them. */
  readonly annotations?: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  /** A version that tells no more than its number. */
  readonly isOld?: boolean;
  /** Questions that one token is good for. */
  readonly questionsAToken?: number;
}

export interface TestWallabag extends TestService {
  readonly login: ServiceLogin;
  /** What was sent for a token, each time. */
  readonly exchanges: Readonly<Record<string, string>>[];
}

const LOGIN: ServiceLogin = {
  client_id: "1_harbour",
  client_secret: "client-secret",
  username: "ada",
  password: "a pass word with ü",
};

/** A wallabag with these things: API v2, OAuth 2 by password and by refresh token, pages by number. */
export async function openWallabag(t: TestContext, things: WallabagThings, most = 30): Promise<TestWallabag> {
  const { entries, annotations = {}, isOld = false, questionsAToken = Number.POSITIVE_INFINITY } = things;
  const exchanges: Record<string, string>[] = [];
  const key = "wallabag-given-token";
  let token = key;
  let refreshToken = "";
  let questions = 0;
  const isOpen = (path: string) => /\/(?:oauth\/v2\/token|api\/(?:info|version)\.json)$/.test(path);

  function exchange(form: URLSearchParams | null) {
    const sent = Object.fromEntries(form ?? []);
    exchanges.push(sent);
    const isClient = sent["client_id"] === LOGIN.client_id && sent["client_secret"] === LOGIN.client_secret;
    if (!isClient) return { status: 400, json: { error: "invalid_client" } };
    const isPerson =
      sent["grant_type"] === "password"
        ? sent["username"] === LOGIN.username && sent["password"] === LOGIN.password
        : sent["grant_type"] === "refresh_token" && sent["refresh_token"] === refreshToken && refreshToken !== "";
    if (!isPerson) return { status: 400, json: { error: "invalid_grant" } };
    token = `wallabag-token-${exchanges.length}`;
    refreshToken = `wallabag-refresh-${exchanges.length}`;
    questions = 0;
    const told = { access_token: token, refresh_token: refreshToken, expires_in: 3_600 };
    return { json: { ...told, scope: null, token_type: "bearer" } };
  }

  const service = await openService(t, {
    key,
    letsIn({ url, authorization }) {
      if (isOpen(url.pathname)) return true;
      questions += 1;
      return authorization === `Bearer ${token}` && questions <= questionsAToken;
    },
    answer({ pathname, searchParams }, form) {
      if (pathname === "/oauth/v2/token") return exchange(form);
      if (pathname === "/api/version.json") return { json: isOld ? "2.3.8" : "2.6.10" };
      if (pathname === "/api/info.json")
        return isOld ? null : { json: { appname: "wallabag", version: "2.6.10", allowed_registration: false } };
      if (pathname === "/api/entries.json") {
        const page = numbered(searchParams, "page", 1);
        const limit = Math.min(most, numbered(searchParams, "perPage", 30));
        const pages = Math.max(1, Math.ceil(entries.length / limit));
        if (page > pages) return null;
        const items = entries.slice((page - 1) * limit, page * limit);
        return { json: { page, limit, pages, total: entries.length, _links: {}, _embedded: { items } } };
      }
      const entry = /^\/api\/annotations\/(\d+)\.json$/.exec(pathname)?.[1];
      const rows = annotations[entry ?? ""] ?? [];
      return entry === undefined ? null : { json: { total: rows.length, rows } };
    },
  });
  return { ...service, login: LOGIN, exchanges };
}
