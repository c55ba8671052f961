import type { Chain } from "../ai/chain.ts";
import type { FileReader, ImageReader } from "../content/file-reader.ts";
import type { PageReader } from "../content/page-reader.ts";
import type { FileRole } from "../contract/items.ts";
import type { WarningCode } from "../contract/reasons.ts";
import type { StepName, Warning } from "../contract/shares.ts";
import type { FileFacts } from "../core/file-read.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { Lane, StepOutcome } from "../core/steps.ts";
import type { Reader, Unit } from "../store/store.ts";
import type { ItemRow, StepRow } from "../store/tables.ts";
import type { PoliteWeb } from "./polite-web.ts";

/** What the work of a step may use. No database: work may run in a child process that has none. */
export interface Tools {
  readonly web: PoliteWeb;
  readonly pages: PageReader;
  readonly images: ImageReader;
  readonly fileReader: Pick<FileReader, "read">;
  readonly files: FileStore;
  /** Who says what an item is about. */
  readonly chain: Chain;
}

/** A file that the work made and the item shall have. */
export interface MadeFile {
  readonly role: FileRole;
  readonly type: string;
  readonly name: string | null;
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
  readonly madeFrom: string | null;
  /** What it says of itself, where it was looked into. */
  readonly facts?: FileFacts;
}

/** Its row is staged and its bytes are put; applying the outcome keeps it. */
export interface StagedFile {
  readonly id: string;
  readonly file: MadeFile;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Applying<Output> {
  readonly item: ItemRow;
  readonly step: StepRow;
  readonly output: Output;
  readonly staged: readonly StagedFile[];
  /** Ids of those of them that the person has no room for: they are not kept, and must not be named. */
  readonly left: ReadonlySet<string>;
  /** What `alsoLocks` named and is there, locked. */
  readonly others: ReadonlyMap<string, ItemRow>;
  /** Leaves something to be done at the end of the unit: whatever takes numbers of clocks. */
  readonly doLast: (move: TakesNumbers) => void;
}

/** Moves places, and tells the walls concerned. */
export type TakesNumbers = () => Promise<readonly string[]>;

/**
 * One piece of work on an item. To add one: a file like those in `steps/`, its name in the contract, its line in
 * `plan.ts`.
 */
export interface StepDefinition<Input, Output> {
  readonly name: StepName;
  readonly lane: Lane;
  readonly timeoutMs: number;
  /** How many attempts may fail before the step has. */
  readonly tries: number;
  /** How long to wait after the `tries`-th failed attempt. */
  delayMs(tries: number): number;
  /** Said while it runs, on the card: "Reading the page…". */
  readonly message: string;
  /** The warning that a share carries when this step fails for good; null when nothing is lost, or the share ends with it. */
  readonly warning: { readonly code: WarningCode; readonly message: (detail: string) => string } | null;
  /** Gathers what the work needs, by plain reads. Null when there is nothing to do any more. */
  load(db: Reader, step: StepRow): Promise<Input | null>;
  /** Does the work: values in, a value out, no SQL. Throws only when aborted, or by a fault of ours. */
  work(input: Input, tools: Tools, signal: AbortSignal): Promise<StepOutcome<Output>>;
  /** Files in the output, to be put before it is applied. */
  filesOf?(output: Output): readonly MadeFile[];
  /** A step that begins when this one is done, beside what follows it by the plan. */
  besides?(output: Output): StepName | null;
  /** Warnings that a successful attempt brings. */
  warningsOf?(output: Output): readonly Warning[];
  /**
   * Further items that the effect will touch or refer to, by plain reads before any lock. They are locked together with
   * the step's own in the order of their ids; what is found out later must not be touched: throw StaleRead.
   */
  alsoLocks?(db: Reader, about: { step: StepRow; output: Output }): Promise<readonly string[]>;
  /** Writes the outcome to the item, whose row is locked. */
  apply(unit: Unit, applying: Applying<Output>): Promise<void>;
}
