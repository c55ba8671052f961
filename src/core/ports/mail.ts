/** A letter as it goes out: plain text, to one person. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Names it for good: a letter that is sent again, since an answer was lost, has the same one. */
  readonly messageId: string;
}

/** A mail server took the letter, will not take it ever, or may take it later. */
export type Posted =
  | { readonly kind: "sent" }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "away"; readonly why: string };

/** The way to a mail server. Never throws for what the server or the network does. */
export interface Mailer {
  post(letter: Letter): Promise<Posted>;
  close(): Promise<void>;
}
