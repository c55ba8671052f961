export interface TagRow {
  id: string;
  owner: string;
  name: string;
  folded: string;
  /** The tag that this one is becoming: whoever writes this one means that one already. */
  merged_into: string | null;
  /** Its spelling was changed: items with ids up to this one have been told, "" for none yet; null when all have. */
  told_up_to: string | null;
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

/** A tag that its person deleted; kept for a while with what had it, so that it can be brought back. */
export interface DeletedTagRow {
  /** The id that the tag had. */
  id: string;
  owner: string;
  name: string;
  folded: string;
  /** JSON, the names of its synonyms. */
  synonyms: string;
  deleted_at: number;
}

/** An item that a deleted tag was taken off, and who had put it there. */
export interface DeletedTagItemRow {
  tag: string;
  item: string;
  by: ItemTagRow["by"];
}

/** A word that the person took off everything: no analysis uses it until they write it themselves. */
export interface UnwantedTagRow {
  owner: string;
  folded: string;
  name: string;
  created_at: number;
}

export interface TagTables {
  tags: TagRow;
  item_tags: ItemTagRow;
  tag_synonyms: TagSynonymRow;
  tag_pairs_kept: TagPairKeptRow;
  deleted_tags: DeletedTagRow;
  deleted_tag_items: DeletedTagItemRow;
  unwanted_tags: UnwantedTagRow;
}
