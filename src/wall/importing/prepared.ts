import type { ItemKind } from "../../contract/choices.ts";
import type {
  ImportedHighlight,
  ImportedSmartList,
  ImportedWall,
  ImportLoss,
  ImportPlace,
  ImportProblem,
} from "../../core/imported.ts";
import type { OwnFields, ShownFields } from "../../core/item-shown.ts";
import type { ShareDraft } from "../../core/share-draft.ts";
import type { IndexWords } from "../../store/search-index.ts";

/** What the unit that takes a row needs of it, computed before it begins. */
export type PreparedRow = { readonly n: number; readonly at: ImportPlace } & (
  | PreparedThing
  | { readonly kind: "broken"; readonly title: string | null; readonly url: string | null; readonly broken: Broken }
  | { readonly kind: "wall"; readonly wall: ImportedWall; readonly name: string }
  | { readonly kind: "smart-list"; readonly smartList: ImportedSmartList }
);

/** Why nothing of a row could be taken. */
export type Broken = Pick<ImportProblem, "reason"> & {
  readonly code: ImportProblem["code"] | "address-refused" | "quota-reached";
};
export type Loss = Pick<ImportLoss, "reason"> & { readonly code: ImportLoss["code"] | "file-too-large" };

export interface PreparedAddress {
  /** Of its identity. */
  readonly hash: string;
  readonly address: string;
  readonly via: "shared" | "redirect" | "canonical";
}

export interface PreparedThing {
  readonly kind: "thing";
  readonly draft: ShareDraft;
  readonly itemKind: ItemKind;
  readonly own: OwnFields;
  readonly shown: ShownFields;
  readonly words: IndexWords;
  /** What is known of it beside its texts, as terms of the index, but for when it was kept. */
  readonly facts: (createdAtMs: number) => readonly string[];
  /** What it is recognised by: an address has an identity, a note or file has marks. Empty: by nothing. */
  readonly identities: readonly string[];
  /** Of a link: its own, and others that lead to it. */
  readonly addresses: readonly PreparedAddress[];
  /** Names of the walls it lies on in the source; empty where folders become tags. */
  readonly walls: readonly string[];
  /** It lies in the inbox as well. */
  readonly isInInbox: boolean;
  readonly createdAtMs: number | null;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly highlights: readonly ImportedHighlight[];
  readonly lost: readonly Loss[];
  /** What has no place here yet and is kept with the row. */
  readonly kept: { readonly is_read?: boolean; readonly source_id?: string } | null;
}
