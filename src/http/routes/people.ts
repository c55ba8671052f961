import { editHouse, getHouse } from "../../wall/accounts/house.ts";
import { endInvitation, makeInvitation, pageOfInvitations } from "../../wall/accounts/invitations.ts";
import { resetSecondFactor } from "../../wall/accounts/my-totp.ts";
import { closeAccount, editPersonOf, pageOfPeople } from "../../wall/accounts/people.ts";
import { quotaOf } from "../../wall/accounts/quotas.ts";
import { pageOfAudit } from "../../wall/accounts/read-audit.ts";
import { makeResetLink } from "../../wall/accounts/reset-password.ts";
import { RESET_LINK_SECONDS } from "../../wall/sign-in.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";
import { visitOf } from "../visit.ts";
import { resetUrl } from "./accounts.ts";

type PeopleRoutes =
  | "meQuota"
  | "personList"
  | "personEdit"
  | "personRemove"
  | "personResetLink"
  | "personTotpReset"
  | "invitationList"
  | "invitationCreate"
  | "invitationRevoke"
  | "houseGet"
  | "houseEdit"
  | "auditList";

/** Who is here, who may come, and what was done about it. */
export function peopleRoutes(context: HttpContext): Some<PeopleRoutes> {
  const { store, auth } = context;
  const moneyAsked = async () => ({ nowMs: await store.nowMs(), personUsd6: context.ai.limits.personUsd6 });
  return {
    async meQuota({ caller }) {
      return { status: 200, body: await quotaOf(store.reader, caller.person, await moneyAsked()) };
    },
    async personList({ query }) {
      const { cursor } = query;
      const asked = { cursor, limit: pageLimit(query.limit), money: await moneyAsked() };
      return { status: 200, body: await pageOfPeople(store.reader, asked) };
    },
    async personEdit({ params: { id }, body, caller, request }) {
      await editPersonOf(context, { id, edit: body, caller, visit: visitOf(request) });
      auth.forget(id);
      return { status: 204 };
    },
    async personRemove({ params: { id }, query, caller, request }) {
      await closeAccount(context, { id, confirm: query.confirm, caller, visit: visitOf(request) });
      auth.forget(id);
      return { status: 204 };
    },
    async personResetLink({ params: { id }, caller, request }) {
      const token = await makeResetLink(context, { id, caller, visit: visitOf(request) });
      const url = resetUrl(context.publicUrl(), token);
      return { status: 201, body: { url, expires_in_seconds: RESET_LINK_SECONDS } };
    },
    async personTotpReset({ params, caller, request }) {
      await resetSecondFactor(context, { person: params.id, caller, visit: visitOf(request) });
      return { status: 204 };
    },
    async invitationList({ query, caller }) {
      const { cursor } = query;
      const limit = pageLimit(query.limit);
      const nowMs = await store.nowMs();
      return { status: 200, body: await pageOfInvitations(store.reader, { caller, nowMs, cursor, limit }) };
    },
    async invitationCreate({ body, caller, request }) {
      const wanted = { email: body.email, nameHint: body.name_hint, days: body.expires_in_days };
      const { invitation, token } = await makeInvitation(context, wanted, { caller, address: request.ip });
      return { status: 201, body: { ...invitation, url: `${context.publicUrl()}/invitation#${token}` } };
    },
    async invitationRevoke({ params, caller, request }) {
      await endInvitation(context, params.id, { caller, address: request.ip });
      return { status: 204 };
    },
    houseGet: async () => ({ status: 200, body: await getHouse(store.reader) }),
    async houseEdit({ body, caller, request }) {
      return { status: 200, body: await editHouse(context, { edit: body, caller, visit: visitOf(request) }) };
    },
    async auditList({ query }) {
      const { cursor, about, person } = query;
      const asked = { cursor, about, person, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfAudit(store.reader, asked) };
    },
  };
}
