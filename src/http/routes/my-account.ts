import { changePassword, dropPassword, editSignIn, signInOf } from "../../wall/accounts/my-password.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
} from "../../wall/accounts/my-totp.ts";
import { closeOwnAccount } from "../../wall/accounts/people.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { visitOf } from "../visit.ts";

type MyAccountRoutes =
  | "mySignIn"
  | "mySignInEdit"
  | "passwordChange"
  | "passwordDrop"
  | "totpBegin"
  | "totpConfirm"
  | "totpEnd"
  | "recoveryCodesRenew"
  | "meDelete";

/** How somebody who is signed in changes how they get in. */
export function myAccountRoutes(context: HttpContext): Some<MyAccountRoutes> {
  const { store, auth } = context;
  return {
    async mySignIn({ caller }) {
      return { status: 200, body: await signInOf(store.reader, caller.person) };
    },
    async mySignInEdit({ body, caller, request }) {
      await editSignIn(context, { caller, edit: body, visit: visitOf(request) });
      return { status: 200, body: await signInOf(store.reader, caller.person) };
    },
    async passwordChange({ body, caller, request }) {
      const { password, current } = body;
      await changePassword(context, { caller, password, current, visit: visitOf(request) });
      auth.forget(caller.person);
      return { status: 204 };
    },
    async passwordDrop({ body, caller, request }) {
      await dropPassword(context, { caller, current: body.password, visit: visitOf(request) });
      auth.forget(caller.person);
      return { status: 204 };
    },
    async totpBegin({ body, caller, request }) {
      const issuer = new URL(context.publicUrl()).host;
      const asked = { caller, password: body.password, visit: visitOf(request), issuer: `Digital Wall (${issuer})` };
      return { status: 201, body: await beginSecondFactor(context, asked) };
    },
    async totpConfirm({ body, caller, request }) {
      const codes = await confirmSecondFactor(context, { caller, code: body.code, visit: visitOf(request) });
      return { status: 200, body: { recovery_codes: codes } };
    },
    async totpEnd({ body, caller, request }) {
      await endSecondFactor(context, {
        caller,
        ...{ password: body.password, code: body.code },
        visit: visitOf(request),
      });
      return { status: 204 };
    },
    async recoveryCodesRenew({ body, caller, request }) {
      const codes = await renewRecoveryCodes(context, { caller, password: body.password, visit: visitOf(request) });
      return { status: 200, body: { recovery_codes: codes } };
    },
    async meDelete({ body, caller, request, reply }) {
      await closeOwnAccount(context, { caller, password: body.password, visit: visitOf(request) });
      auth.forget(caller.person);
      clearSessionCookie(reply);
      return { status: 204 };
    },
  };
}
