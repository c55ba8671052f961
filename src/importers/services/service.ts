import type { PulledServiceName, ServiceLogin } from "../../contract/import-names.ts";
import { type ImportedFile, ImportRefused, type ImportRow } from "../../core/imported.ts";
import { fieldOf, textOf } from "../values.ts";

/** What is asked of a service next. It is kept as JSON between one answer and the next question. */
export interface Asked {
  readonly kind: string;
  /** Below the address of the API, with its query. */
  readonly path: string;
  /** An older version of the service does not know it: then there is nothing of it. */
  readonly isOptional?: boolean;
  /** Anybody may ask it: the key is not sent along. */
  readonly isOpen?: boolean;
}

/** A page as it was answered. */
export interface AnsweredPage {
  readonly asked: Asked;
  readonly page: unknown;
}

/** A file as its service tells of it. */
export interface ServiceFile {
  /** Below the address of the API. */
  readonly path: string;
  readonly name: string;
  readonly type?: string;
  readonly bytes?: number;
}

/** What is read of the pages needs these besides them. */
export interface PulledContext {
  readonly nowMs: number;
  /**
   * A file of the service, asked for when it is opened.
   * @param part what is kept of the whole file, all of which is then read at once; null where it is not in it
   */
  file(about: ServiceFile, part?: (bytes: Uint8Array) => Uint8Array | null): ImportedFile;
}

/** A service whose API is asked page by page until everything is here, and read in the order of the pages. */
export interface PulledService<Ask extends Asked = Asked> {
  readonly name: PulledServiceName;
  /** Where its API lies below the address that people know, without slashes at its ends. */
  readonly api: string;
  /** The header by which it lets somebody in; null where the secret must become a token first. */
  authorization(secret: string): string | null;
  readonly tokens?: TokenExchange;
  readonly first: Ask;
  /** Null when nothing is left to be asked. @throws ImportRefused for what is no answer of this service */
  next(asked: Ask, page: unknown): Ask | null;
  /** How many things the page holds, and whether it must be kept to read it later. */
  weigh(asked: Ask, page: unknown): { readonly things: number; readonly isKept: boolean };
  read(pages: AsyncIterable<AnsweredPage>, context: PulledContext): AsyncIterable<ImportRow>;
}

/** How a login becomes a token that ends after a while, and how that is followed by another. */
export interface TokenExchange {
  /** Below the address that people know. */
  readonly path: string;
  /** What is kept of a login until it was exchanged, or of a token that somebody has. */
  secretOf(given: ServiceLogin | string): string;
  /** What is sent for a token; null where there is nothing to get one by. */
  form(secret: string): Readonly<Record<string, string>> | null;
  /** What is kept from then on, and nothing of what it was got by that is not needed again. @throws ImportRefused */
  secretFrom(secret: string, answer: unknown): string;
}

/** What is said where a page is none of the service that was named. */
export const notUnderstood = (): ImportRefused =>
  new ImportRefused({
    code: "service-not-understood",
    reason: "What answers there is not this service, or a version of it that is not known.",
  });

/** What a service calls a thing of its own. */
export const idOf = (value: unknown): string => textOf(fieldOf(value, "id"));

/**
 * The last thing of a page, by which the next page is told from it: a service that gives the same page for ever is not
 * asked for ever. Empty when there is none. @throws ImportRefused when this is the page that came before
 */
export function lastOf(things: readonly unknown[], before: string | undefined): string {
  const last = idOf(things.at(-1));
  if (last !== "" && last === before) throw notUnderstood();
  return last;
}
