import type { PulledServiceName } from "../../contract/import-names.ts";
import { type ImportedFile, ImportRefused, type ImportRow } from "../../core/imported.ts";

/** What is asked of a service next. It is kept as JSON between one answer and the next question. */
export interface Asked {
  readonly kind: string;
  /** Below the address of the API, with its query. */
  readonly path: string;
  /** An older version of the service does not know it: then there is nothing of it. */
  readonly isOptional?: boolean;
}

/** A page as it was answered. */
export interface AnsweredPage {
  readonly asked: Asked;
  readonly page: unknown;
}

/** What is read of the pages needs these besides them. */
export interface PulledContext {
  readonly nowMs: number;
  /** A file of the service, asked for when it is opened. */
  file(about: { path: string; name: string; type?: string; bytes?: number }): ImportedFile;
}

/** A service whose API is asked page by page until everything is here, and read in the order of the pages. */
export interface PulledService<Ask extends Asked = Asked> {
  readonly name: PulledServiceName;
  /** Where its API lies below the address that people know, without slashes at its ends. */
  readonly api: string;
  authorization(key: string): string;
  readonly first: Ask;
  /** Null when nothing is left to be asked. @throws ImportRefused for what is no answer of this service */
  next(asked: Ask, page: unknown): Ask | null;
  /** How many things the page holds, and whether it must be kept to read it later. */
  weigh(asked: Ask, page: unknown): { readonly things: number; readonly isKept: boolean };
  read(pages: AsyncIterable<AnsweredPage>, context: PulledContext): AsyncIterable<ImportRow>;
}

/** What is said where a page is none of the service that was named. */
export const notUnderstood = (): ImportRefused =>
  new ImportRefused({
    code: "service-not-understood",
    reason: "What answers there is not this service, or a version of it that is not known.",
  });
