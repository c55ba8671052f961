import type { FastifyRequest } from "fastify";
import { DE } from "./words-de.ts";
import { EN, type PublicWords } from "./words-en.ts";

const LANGUAGES: Readonly<Record<string, PublicWords>> = { en: EN, de: DE };

export interface Spoken {
  readonly language: string;
  readonly words: PublicWords;
}

/** The language of ours that a browser asks for most (RFC 9110, section 12.5.4); English where it asks for none of them. */
export function spokenTo({ headers }: FastifyRequest): Spoken {
  const asked = (headers["accept-language"] ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().toLowerCase().split(";");
      const quality = Number(/^\s*q=([\d.]+)/.exec(rest.join(";"))?.[1] ?? 1);
      return { language: tag.split("-")[0] ?? "", quality };
    })
    .filter(({ language, quality }) => Object.hasOwn(LANGUAGES, language) && quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  const language = asked[0]?.language ?? "en";
  return { language, words: LANGUAGES[language] ?? EN };
}
