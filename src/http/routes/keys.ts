import { getKey, makeKey, pageOfKeys, revokeKey } from "../../wall/keys.ts";
import { endSessionOf, sessionIdOf } from "../../wall/sessions.ts";
import { makeOneTime, OWNER_LINK_SECONDS, signInByLink } from "../../wall/sign-in.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";
import { clearSessionCookie, setSessionCookie } from "../session-cookie.ts";
import { visitOf } from "../visit.ts";

type KeyRoutes = "keyList" | "keyCreate" | "keyRevoke" | "keyGet" | "ownerLink" | "signIn" | "signOut";

export function keyRoutes(context: HttpContext): Some<KeyRoutes> {
  const { store, auth } = context;
  return {
    async keyList({ query, caller }) {
      return {
        status: 200,
        body: await pageOfKeys(store.reader, {
          person: caller.person,
          cursor: query.cursor,
          limit: pageLimit(query.limit),
        }),
      };
    },
    async keyGet({ params, caller }) {
      return { status: 200, body: await getKey(store.reader, { id: params.id, person: caller.person }) };
    },
    async keyCreate({ body, caller, request }) {
      const { name, scopes, expires_at } = body;
      return {
        status: 201,
        body: await makeKey(context, { person: caller.person, name, scopes, expiresAt: expires_at }, visitOf(request)),
      };
    },
    async keyRevoke({ params, caller, request }) {
      await revokeKey(context, { id: params.id, person: caller.person }, visitOf(request));
      auth.forget(caller.person);
      return { status: 204 };
    },
    async ownerLink({ caller }) {
      const token = await makeOneTime(context, { kind: "owner_links", person: caller.person });
      return {
        status: 201,
        body: { url: ownerLinkUrl(context.publicUrl(), token), expires_in_seconds: OWNER_LINK_SECONDS },
      };
    },
    async signIn({ body, request, reply }) {
      const { session, endsInMs } = await signInByLink(context, body.token, visitOf(request));
      setSessionCookie(reply, { token: session, secure: context.secureCookies, endsInMs });
      return { status: 204 };
    },
    async signOut({ caller, request, reply }) {
      if (caller.by.kind === "session") {
        await endSessionOf(context, { id: sessionIdOf(caller.by.hash), caller, visit: visitOf(request) });
        auth.forget(caller.person);
      }
      clearSessionCookie(reply);
      return { status: 204 };
    },
  };
}

/** The token stands behind the #: it is never sent to a server, and so never in its log. */
export function ownerLinkUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/welcome#${token}`;
}
