import { Problem } from "../../contract/problems.ts";
import { endSession } from "../../store/secrets.ts";
import { getKey, makeKey, pageOfKeys, revokeKey } from "../../wall/keys.ts";
import { makeOneTime, OWNER_LINK_SECONDS, signInByLink } from "../../wall/sign-in.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";
import { clearSessionCookie, setSessionCookie } from "../session-cookie.ts";

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
    async keyCreate({ body, caller }) {
      const { name, scopes, expires_at } = body;
      return {
        status: 201,
        body: await makeKey(context, { person: caller.person, name, scopes, expiresAt: expires_at }),
      };
    },
    async keyRevoke({ params, caller }) {
      await revokeKey(context, { id: params.id, person: caller.person });
      auth.forget(caller.person);
      return { status: 204 };
    },
    async ownerLink({ caller }) {
      if (caller.role !== "owner")
        throw new Problem("scope-too-small", "Only the owner can make a link that signs the owner in.");
      const token = await makeOneTime(context, { kind: "owner_links", person: caller.person });
      return {
        status: 201,
        body: { url: ownerLinkUrl(context.publicUrl(), token), expires_in_seconds: OWNER_LINK_SECONDS },
      };
    },
    async signIn({ body, request, reply }) {
      const userAgent = request.headers["user-agent"];
      const { session, endsInMs } = await signInByLink(context, { token: body.token, userAgent });
      setSessionCookie(reply, { token: session, secure: context.secureCookies, endsInMs });
      return { status: 204 };
    },
    async signOut({ caller, reply }) {
      if (caller.by.kind === "session") {
        const { hash } = caller.by;
        await store.write((unit) => endSession(unit, hash));
        auth.forget(caller.person);
        context.channel.publish({ kind: "access", person: caller.person });
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
