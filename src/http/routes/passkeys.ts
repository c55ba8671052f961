import { beginPasskey, keepPasskey } from "../../wall/passkeys/make-passkey.ts";
import { callPasskey, passkeysOf, removePasskey } from "../../wall/passkeys/passkeys.ts";
import { askForPasskey, signInByPasskey } from "../../wall/passkeys/sign-in-by-passkey.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { relyingPartyOf } from "../own-origin.ts";
import { setSessionCookie } from "../session-cookie.ts";
import { visitOf } from "../visit.ts";

type PasskeyRoutes =
  | "passkeyMakeOptions"
  | "passkeyMake"
  | "passkeyList"
  | "passkeyRename"
  | "passkeyRemove"
  | "passkeyOptions"
  | "passkeySignIn";

export function passkeyRoutes(context: HttpContext): Some<PasskeyRoutes> {
  const { store } = context;
  return {
    async passkeyMakeOptions({ caller, request }) {
      const party = relyingPartyOf(context, request);
      return { status: 200, body: await beginPasskey(context, { caller, party }) };
    },
    async passkeyMake({ body, caller, request }) {
      const party = relyingPartyOf(context, request);
      return { status: 201, body: await keepPasskey(context, { ...body, person: caller.person, party }) };
    },
    async passkeyList({ caller }) {
      return { status: 200, body: { items: await passkeysOf(store.reader, caller.person) } };
    },
    async passkeyRename({ params, body, caller }) {
      return { status: 200, body: await callPasskey(context, { id: params.id, person: caller.person, ...body }) };
    },
    async passkeyRemove({ params, caller }) {
      await removePasskey(context, { id: params.id, person: caller.person });
      return { status: 204 };
    },
    async passkeyOptions({ request }) {
      return { status: 200, body: await askForPasskey(context, relyingPartyOf(context, request)) };
    },
    async passkeySignIn({ body, request, reply }) {
      const party = relyingPartyOf(context, request);
      const { session, endsInMs } = await signInByPasskey(context, { ...body, party, visit: visitOf(request) });
      setSessionCookie(reply, { token: session, secure: context.secureCookies, endsInMs });
      return { status: 204 };
    },
  };
}
