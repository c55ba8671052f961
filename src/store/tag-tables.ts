export interface TagRow {
  id: string;
  owner: string;
  name: string;
  folded: string;
  /** The tag that this one is becoming: whoever writes this one means that one already. */
  merged_into: string | null;
}

export interface ItemTagRow {
  item: string;
  tag: string;
  by: "person" | "ai";
}

/** Another word for a tag: whoever writes it means that tag. A folded name is a tag or a synonym, never both. */
export interface TagSynonymRow {
  owner: string;
  folded: string;
  name: string;
  tag: string;
  created_at: number;
}

/** Two tags that the person keeps apart, `folded_a` before `folded_b`: never suggested to be one word again. */
export interface TagPairKeptRow {
  owner: string;
  folded_a: string;
  folded_b: string;
}
