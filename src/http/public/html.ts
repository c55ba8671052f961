import { escaped } from "../escaped.ts";

/** Markup that was made here, as against text that somebody wrote. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | null | Markup | readonly Markup[];

/** Writes markup; whatever stands in it is text, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(parts.reduce((text, part, index) => `${text}${written(values[index - 1] ?? null)}${part}`));
}

function written(value: Part): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map((each: Markup) => each.text).join("");
  return escaped(String(value));
}
