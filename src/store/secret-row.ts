/** A one-time secret, kept as its hash: an owner's link, a ticket for a stream, a link to set a new password. */
export interface SecretRow {
  hash: string;
  person: string;
  expires_at: number;
  used_at: number | null;
}
