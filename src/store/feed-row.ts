/** The secret address at which a wall can be read by feed readers; one a wall. */
export interface FeedRow {
  wall: string;
  owner: string;
  token_hash: string;
  created_at: number;
}
