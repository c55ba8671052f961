import type { AuditAction } from "../../../../src/contract/audit-names.ts";

/** What a sentence of the record is made of. */
export interface Audited {
  /** Who did it, by name. */
  readonly who: string;
  readonly isYou: boolean;
  /** Whom it was done to, by name; null where it is no person, or one who is gone. */
  readonly whom: string | null;
  readonly isWhomYou: boolean;
  /** Who did it did it to themselves. */
  readonly isSelf: boolean;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  /** The limits in the detail, in words. */
  readonly limits: string;
}

const them = ({ whom, isWhomYou }: Audited): string => (isWhomYou ? "you" : (whom ?? "somebody who is gone"));
const theirs = (audited: Audited): string => (audited.isSelf ? "their" : `${them(audited)}’s`.replace("you’s", "your"));
const WAYS: Readonly<Record<string, string>> = {
  password: " by a password",
  passkey: " by a passkey",
  invitation: " by an invitation",
  oidc: " by an account elsewhere",
  "owner-link": " by a link of this machine",
};
const asRole = ({ detail }: Audited): string => (detail["role"] === "editor" ? " as an editor" : " as a viewer");

/** What was done about accounts, each kind in a sentence. */
export const done: Readonly<Record<AuditAction, (audited: Audited) => string>> = {
  "signed-in": ({ who, detail }) => `${who} signed in${WAYS[String(detail["by"])] ?? ""}`,
  "sign-in-refused": ({ whom }) =>
    whom === null ? "Somebody tried to sign in" : `Somebody tried to sign in as ${whom}, and was refused`,
  "session-ended": ({ who }) => `${who} signed out, here or elsewhere`,
  "password-changed": ({ who }) => `${who} set a new password`,
  "password-removed": ({ who }) => `${who} does without a password now`,
  "reset-link-made": (audited) =>
    audited.detail["by"] === "mail"
      ? `A link to a new password was sent to ${them(audited)}`
      : `${audited.who} made a link to a new password for ${them(audited)}`,
  "password-reset": ({ who }) => `${who} set a new password by a link`,
  "totp-on": ({ who }) => `${who} turned codes of an app on`,
  "totp-off": (audited) => `${audited.who} turned ${theirs(audited)} codes of an app off`,
  "recovery-codes-made": ({ who }) => `${who} made new recovery codes`,
  "recovery-code-used": ({ who }) => `${who} used a recovery code`,
  "sign-in-name-changed": ({ who }) => `${who} changed their sign-in name or address`,
  "passkey-made": ({ who }) => `${who} made a passkey`,
  "passkey-removed": ({ who }) => `${who} removed a passkey`,
  "passkey-copied": (audited) => `A passkey of ${them(audited)} may have been copied, and was refused`,
  "account-linked": ({ who }) => `${who} linked an account elsewhere`,
  "account-unlinked": ({ who }) => `${who} unlinked an account elsewhere`,
  "invitation-made": ({ who }) => `${who} invited somebody`,
  "invitation-used": ({ who }) => `${who} came by an invitation`,
  "invitation-revoked": ({ who }) => `${who} took an invitation back`,
  "person-renamed": (audited) => `${audited.who} renamed ${them(audited)}`,
  "person-disabled": (audited) => `${audited.who} shut ${them(audited)} out`,
  "person-enabled": (audited) => `${audited.who} let ${them(audited)} in again`,
  "person-removed": (audited) =>
    audited.isSelf ? `${audited.who} closed their account` : `${audited.who} removed ${them(audited)}`,
  "house-changed": ({ who }) => `${who} changed who may come`,
  "house-quota-changed": ({ who, limits }) => `${who} set what everybody may have: ${limits}`,
  "quota-changed": (audited) => `${audited.who} set what ${them(audited)} may have: ${audited.limits}`,
  "wall-invitation-made": (audited) => `${audited.who} invited somebody to a wall${asRole(audited)}`,
  "wall-joined": (audited) => `${audited.who} joined a wall${asRole(audited)}`,
  "wall-role-changed": (audited) => `${audited.who} has ${them(audited)} on a wall${asRole(audited)} now`,
  "wall-left": (audited) =>
    audited.isSelf ? `${audited.who} left a wall` : `${audited.who} took ${them(audited)} off a wall`,
  "wall-handed-on": (audited) => `${audited.who} handed a wall on to ${them(audited)}`,
  "wall-link-made": ({ who, detail }) =>
    detail["kind"] === "guest" ? `${who} made a link for guests of a wall` : `${who} made a link to look at a wall`,
  "wall-link-revoked": ({ who }) => `${who} took a link to a wall back`,
  "key-made": ({ who }) => `${who} made a key`,
  "key-revoked": ({ who }) => `${who} revoked a key`,
};
