/**
 * A BCP 47 tag of language, script and region that are known by name, in canonical form; null for anything else. Variants
 * and private parts (`x-…`) are left out: any text can stand in them.
 */
export function answerLanguage(given: string): string | null {
  try {
    const [canonical] = Intl.getCanonicalLocales(given.trim());
    if (canonical === undefined) return null;
    const { language, script, region } = new Intl.Locale(canonical);
    if (!isNamed("language", language) || language === "und") return null;
    const known = [
      language,
      script !== undefined && isNamed("script", script) ? script : null,
      region !== undefined && isNamed("region", region) ? region : null,
    ];
    return known.filter((part) => part !== null).join("-");
  } catch {
    // Not the form of a language tag: RangeError is how Intl says so.
    return null;
  }
}

function isNamed(type: "language" | "script" | "region", code: string): boolean {
  return new Intl.DisplayNames("en", { type, fallback: "none" }).of(code) !== undefined;
}
