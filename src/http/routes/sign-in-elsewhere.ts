import type { FastifyRequest } from "fastify";
import { Problem, type ProblemCode } from "../../contract/problems.ts";
import type { SignInService } from "../../core/ports/sign-in-service.ts";
import { returnPath } from "../../core/return-path.ts";
import { refuseOldSignIn } from "../../wall/recent-sign-in.ts";
import { identitiesOf, unlinkAccount } from "../../wall/sign-in-elsewhere/identities.ts";
import { linkAccount, signInElsewhere } from "../../wall/sign-in-elsewhere/sign-in.ts";
import { beginWay, endWay } from "../../wall/sign-in-elsewhere/way.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { ownAddress } from "../own-origin.ts";
import { setSessionCookie } from "../session-cookie.ts";
import { visitOf } from "../visit.ts";
import { clearWayCookie, setWayCookie, wayCookieOf } from "../way-cookie.ts";

type ElsewhereRoutes = "oidcBegin" | "oidcCallback" | "identityList" | "identityLink" | "identityRemove";

const CALLBACK = "/api/auth/oidc/callback";

/** Signing in with an account at another service, and linking one. */
export function signInElsewhereRoutes(context: HttpContext): Some<ElsewhereRoutes> {
  const { store, signUpElsewhere: signUp, secureCookies: secure, log } = context;
  const redirectUriOf = (request: FastifyRequest) => new URL(CALLBACK, ownAddress(context, request)).href;

  function service(): SignInService {
    if (context.signInService) return context.signInService;
    throw new Problem("not-found", "No sign-in service is set here (OIDC_ISSUER).");
  }

  return {
    async oidcBegin({ query, request, reply }) {
      const redirectUri = redirectUriOf(request);
      const flow = { person: null, purpose: "sign-in", return_to: returnPath(query.return_to) } as const;
      const { url, token } = await beginWay(context, service(), { ...flow, redirectUri });
      setWayCookie(reply, { token, secure });
      return { status: 302, headers: { location: url } };
    },
    async identityLink({ body, caller, request, reply }) {
      const asked = service();
      await refuseOldSignIn(store, caller);
      const redirectUri = redirectUriOf(request);
      const flow = { person: caller.person, purpose: "link", return_to: returnPath(body.return_to) } as const;
      const { url, token } = await beginWay(context, asked, { ...flow, redirectUri });
      setWayCookie(reply, { token, secure });
      return { status: 200, body: { url } };
    },
    async oidcCallback({ caller, request, reply }) {
      const asked = service();
      const redirectUri = redirectUriOf(request);
      const callback = new URL(request.url, redirectUri);
      const ended = await endWay(context, { token: wayCookieOf(request), callback, redirectUri });
      // Whoever was sent here by another page keeps the way that they are on.
      if (!ended) return toldAt("/", "sign-in-elsewhere-refused");
      clearWayCookie(reply, { secure });
      const { flow, way } = ended;
      const front = flow.purpose === "link" ? flow.return_to : "/";
      const account = await asked.accountOf(callback, way);
      if (account.kind === "away") return toldAt(front, "sign-in-service-away");
      if (account.kind === "refused") {
        log("warn", "sign-in-elsewhere-refused", { why: account.why });
        return toldAt(front, "sign-in-elsewhere-refused");
      }
      if (flow.purpose === "link") {
        // The way was begun by somebody who is still the one in this browser.
        if (flow.person === null || caller?.person !== flow.person) return toldAt("/", "sign-in-elsewhere-refused");
        const refused = await linkAccount(context, { person: flow.person, account });
        return refused === null ? seeOther(flow.return_to) : toldAt(front, refused);
      }
      const begun = await signInElsewhere(context, { account, signUp, visit: visitOf(request) });
      if ("refused" in begun) return toldAt(front, begun.refused);
      setSessionCookie(reply, { token: begun.session, secure, endsInMs: begun.endsInMs });
      return seeOther(flow.return_to);
    },
    async identityList({ caller }) {
      return { status: 200, body: { items: await identitiesOf(store.reader, caller.person) } };
    },
    async identityRemove({ params, caller }) {
      await unlinkAccount(context, { id: params.id, person: caller.person });
      return { status: 204 };
    },
  };
}

const seeOther = (path: string) => ({ status: 302, headers: { location: path } }) as const;

/** The page says the problem in a sentence, by its code. */
function toldAt(path: string, code: ProblemCode) {
  const url = new URL(path, "https://here.invalid");
  url.searchParams.set("refused", code);
  return seeOther(`${url.pathname}${url.search}${url.hash}`);
}
