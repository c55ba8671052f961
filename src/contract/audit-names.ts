/** Names that the record of what was done speaks in, apart from its shapes so that the page has them without the checks of those. */

/** What is written down about accounts. */
export const AUDIT_ACTIONS = [
  "signed-in",
  "sign-in-refused",
  "session-ended",
  "password-changed",
  "password-removed",
  "reset-link-made",
  "password-reset",
  "totp-on",
  "totp-off",
  "recovery-codes-made",
  "recovery-code-used",
  "sign-in-name-changed",
  "invitation-made",
  "invitation-used",
  "invitation-revoked",
  "person-renamed",
  "person-disabled",
  "person-enabled",
  "person-removed",
  "key-made",
  "key-revoked",
  "house-changed",
  "house-quota-changed",
  "quota-changed",
  "passkey-made",
  "passkey-removed",
  "passkey-copied",
  "account-linked",
  "account-unlinked",
  "wall-invitation-made",
  "wall-joined",
  "wall-role-changed",
  "wall-left",
  "wall-handed-on",
  "wall-link-made",
  "wall-link-revoked",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What the record can be narrowed to. */
export const AUDIT_ABOUT = ["sign-ins", "ways-in", "people", "limits", "walls", "keys"] as const;
export type AuditAbout = (typeof AUDIT_ABOUT)[number];
