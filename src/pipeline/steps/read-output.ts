import type { ItemKind } from "../../contract/choices.ts";
import type { Warning } from "../../contract/shares.ts";
import type { FoundFields } from "../../core/item-shown.ts";
import type { AddressRow } from "../../store/tables.ts";
import type { MadeFile } from "../step.ts";

/** What reading a link yields, whatever it leads to: a page or a file. */
export interface ReadOutput {
  readonly kind: ItemKind;
  readonly found: FoundFields;
  readonly content: { html: string; markdown: string; text: string } | null;
  /** What a page without an article says all the same. */
  readonly pageText?: string | null;
  /** What the file says that the link led to. */
  readonly filesText?: string | null;
  readonly addresses: readonly Pick<AddressRow, "address" | "via">[];
  readonly files: readonly MadeFile[];
  /** The article has pictures, which are kept by a step of their own. */
  readonly hasPictures: boolean;
  readonly warnings: readonly Warning[];
}
