import type { SignedIn } from "../../contract/accounts.ts";
import { Problem } from "../../contract/problems.ts";
import { foldLogin } from "../../core/sign-in-name.ts";
import { acceptInvitation } from "../../wall/accept-invitation.ts";
import { lookAtInvitation } from "../../wall/accounts/invitations.ts";
import { askForReset, resetPassword } from "../../wall/accounts/reset-password.ts";
import { signInByCode } from "../../wall/accounts/second-factor.ts";
import { signInByPassword } from "../../wall/accounts/sign-in-by-password.ts";
import { hashSecret } from "../../wall/keys.ts";
import type { NewSession } from "../../wall/sign-in.ts";
import type { HttpContext } from "../context.ts";
import type { Input, Some } from "../handler.ts";
import { type Limits, limitedAs } from "../limits.ts";
import { setSessionCookie } from "../session-cookie.ts";
import { visitOf } from "../visit.ts";

type AccountRoutes =
  | "signInByPassword"
  | "signInByCode"
  | "invitationLook"
  | "invitationAccept"
  | "passwordForgot"
  | "passwordReset";

const SIGNED_IN: SignedIn = { signed_in: true, second_factor: null, pending: null };

/** How people come and get in. */
export function accountRoutes(context: HttpContext, limits: Limits): Some<AccountRoutes> {
  const { store, log } = context;

  /** Counts against the account too, whether or not there is such a one, and tells how to give back what it cost. */
  async function countAccount(
    { caller, request, reply }: Pick<Input<"signInByPassword">, "caller" | "request" | "reply">,
    who: string,
  ) {
    const account = `account ${who}`;
    await limits.take("account", account, reply);
    return async () => {
      await limits.giveBack("account", account);
      await limits.giveBack("sign-in", limitedAs(caller, request.ip));
    };
  }

  function signIn({ reply }: Pick<Input<"signInByPassword">, "reply">, { session, endsInMs }: NewSession) {
    setSessionCookie(reply, { token: session, secure: context.secureCookies, endsInMs });
    return { status: 200, body: SIGNED_IN } as const;
  }

  return {
    async signInByPassword(input) {
      // By a hash, since what is typed may be a password, and Redis is told of it.
      const giveBack = await countAccount(input, hashSecret(foldLogin(input.body.login)));
      const outcome = await signInByPassword(context, input.body, visitOf(input.request));
      await giveBack();
      if (outcome.kind === "signed-in") return signIn(input, outcome);
      return { status: 200, body: { signed_in: false, second_factor: "totp", pending: outcome.pending } };
    },
    async signInByCode(input) {
      const session = await signInByCode(context, input.body, visitOf(input.request));
      await limits.giveBack("sign-in", limitedAs(input.caller, input.request.ip));
      return signIn(input, session);
    },
    async invitationLook({ body }) {
      const nowMs = await store.nowMs();
      return { status: 200, body: await lookAtInvitation(store.reader, { token: body.token, nowMs }) };
    },
    async invitationAccept(input) {
      return signIn(input, await acceptInvitation(context, input.body, visitOf(input.request)));
    },
    async passwordForgot(input) {
      if (!context.sendsMail)
        throw new Problem("mail-not-set-up", "This server sends no mail. Ask its owner for a link to a new password.");
      const { login } = input.body;
      await countAccount(input, hashSecret(foldLogin(login)));
      const urlOf = (token: string) => resetUrl(context.publicUrl(), token);
      // Beside the answer: the time it takes would tell who is known here.
      askForReset(context, { login, urlOf }, visitOf(input.request)).catch((error: unknown) =>
        log("error", "fault", { what: "asking for a new password", error: String(error) }),
      );
      return { status: 202, body: { accepted: true } };
    },
    async passwordReset({ body, request }) {
      await resetPassword(context, body, visitOf(request));
      return { status: 204 };
    },
  };
}

/** Tokens stand behind the #: they are never sent to a server, and so never in its log. */
export const resetUrl = (publicUrl: string, token: string): string => `${publicUrl}/reset#${token}`;
