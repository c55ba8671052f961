import type { AuditAction } from "../contract/audit.ts";
import type { HouseSetting } from "../contract/people.ts";
import type { SecretRow } from "./secret-row.ts";

/** The tables of people's accounts, beside `persons` and `sessions`. */
export interface AccountTables {
  passwords: PasswordRow;
  totps: TotpRow;
  recovery_codes: RecoveryCodeRow;
  pending_sign_ins: PendingSignInRow;
  reset_links: SecretRow;
  invitations: InvitationRow;
  house: HouseRow;
  mails: MailRow;
  audit: AuditRow;
}

export interface PasswordRow {
  person: string;
  /** The hash with its salt and figures, as a PHC string. */
  phc: string;
  changed_at: number;
}

export interface TotpRow {
  person: string;
  /** Sealed with a key that is in no row. */
  secret: string;
  /** The step of 30 seconds whose code was taken last: none up to it is taken again. */
  last_step: number | null;
  created_at: number;
  /** Null until the person has shown a code of it: until then nobody is asked for one. */
  confirmed_at: number | null;
}

/** Opens once where the phone is lost. */
export interface RecoveryCodeRow {
  person: string;
  hash: string;
  used_at: number | null;
}

/** Somebody whose password was right, and of whom a code is still wanted. */
export interface PendingSignInRow {
  hash: string;
  person: string;
  /** Codes that were tried with it. */
  tries: number;
  expires_at: number;
}

export interface InvitationRow {
  id: string;
  token_hash: string;
  made_by: string;
  role_of_house: "person";
  email: string | null;
  /** What the invited are called by whoever invites them. */
  name_hint: string | null;
  expires_at: number;
  used_at: number | null;
  used_by: string | null;
  revoked_at: number | null;
  created_at: number;
}

/** What the owner has set about the house; what has no row is as by default. */
export interface HouseRow {
  name: HouseSetting;
  value: string;
}

/** A mail on its way. Its body may open something, so it is sealed, and gone once the mail is. */
export interface MailRow {
  id: string;
  person: string;
  kind: "reset";
  recipient: string;
  subject: string;
  body: string | null;
  state: "waiting" | "sent" | "failed";
  tries: number;
  due_at: number;
  error: string | null;
  created_at: number;
  ended_at: number | null;
}

/** Something that was done about accounts; `actor` and `subject` may be people who are gone. */
export interface AuditRow {
  id: string;
  at: number;
  actor: string | null;
  action: AuditAction;
  subject: string | null;
  /** JSON */
  detail: string;
  address: string | null;
  /** Where only one of its kind is kept: what makes it the same. */
  once: string | null;
}
