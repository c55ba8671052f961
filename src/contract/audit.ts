import { type Static, Type } from "typebox";
import { AUDIT_ABOUT, AUDIT_ACTIONS, type AuditAbout, type AuditAction } from "./audit-names.ts";
import { closed, Id, ListQuery, listOf, oneOf, orNull, Time } from "./parts.ts";

export type { AuditAbout, AuditAction };

const ABOUT = {
  "sign-ins": ["signed-in", "sign-in-refused", "session-ended"],
  "ways-in": [
    "password-changed",
    "password-removed",
    "reset-link-made",
    "password-reset",
    "totp-on",
    "totp-off",
    "recovery-codes-made",
    "recovery-code-used",
    "sign-in-name-changed",
    "passkey-made",
    "passkey-removed",
    "passkey-copied",
    "account-linked",
    "account-unlinked",
  ],
  people: [
    "invitation-made",
    "invitation-used",
    "invitation-revoked",
    "person-renamed",
    "person-disabled",
    "person-enabled",
    "person-removed",
    "house-changed",
  ],
  limits: ["house-quota-changed", "quota-changed"],
  walls: [
    "wall-invitation-made",
    "wall-joined",
    "wall-role-changed",
    "wall-left",
    "wall-handed-on",
    "wall-link-made",
    "wall-link-revoked",
  ],
  keys: ["key-made", "key-revoked"],
} as const satisfies Record<AuditAbout, readonly AuditAction[]>;

/** Nothing that is written down is left out of all of them: that would not compile. */
type InSome = (typeof ABOUT)[AuditAbout][number];
const actionsAbout: Record<AuditAbout, readonly ([AuditAction] extends [InSome] ? AuditAction : never)[]> = ABOUT;
export const auditActionsAbout = (about: AuditAbout): readonly AuditAction[] => actionsAbout[about];

export const AuditQuery = {
  ...ListQuery,
  about: Type.Optional(oneOf(AUDIT_ABOUT, { description: "Only what is about this" })),
  person: Type.Optional(
    Type.String({ maxLength: 40, description: "Only what this person did, or what was done to them: their id" }),
  ),
};

export const AuditEntry = closed({
  id: Id,
  at: Time,
  action: oneOf(AUDIT_ACTIONS),
  actor: orNull(
    closed({ id: Type.String(), name: orNull(Type.String()) }, { description: "Who did it, while they are here" }),
  ),
  subject: orNull(Type.String({ description: "Whom or what it was done to: the id of a person, key or invitation" })),
  subject_name: orNull(Type.String({ description: "What that person is called, while they are here" })),
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  address: orNull(Type.String({ description: "The network address it came from" })),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditList = listOf(AuditEntry);
