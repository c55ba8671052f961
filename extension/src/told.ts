import type { ProblemDocument } from "../../src/contract/parts.ts";
import { told as german } from "../../web/src/words/de/told.ts";
import { told as english } from "../../web/src/words/en/told.ts";

/** Why a wall refused, in the browser's language by the page's own words; in the server's where it knows a reason that we do not. */
export function reasonOf({ code, params = {}, detail, title }: ProblemDocument): string {
  const { refusals } = chrome.i18n.getUILanguage().startsWith("de") ? german : english;
  const byCode: Readonly<Record<string, (values: NonNullable<typeof params>) => string>> = refusals;
  return byCode[code]?.(params) ?? (detail || title);
}
