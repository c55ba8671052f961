/** From where something was asked: kept with a session, and with what is written down about accounts. */
export interface Visit {
  /** What the browser says of itself. */
  readonly userAgent: string | undefined;
  readonly address: string;
}
