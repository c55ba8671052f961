import { webAddress } from "./page-text.ts";

/** A picture that a page names for itself, with its size when it tells one. Pixels. */
export interface NamedImage {
  readonly address: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Smaller pictures are icons. Pixels. */
const LEAST_SIDE = 100;

/** File names of what a site puts everywhere: it says nothing of this page. */
const EVERYWHERE =
  /(?:^|[/_.-])(?:logos?|site-?logo|icons?|favicon|avatars?|gravatar|sprite|placeholder|blank|spacer|spinner|1x1|no-?image|default(?:[_-](?:image|og|share|thumb|social))?|fallback)(?:[/_.-]|\d*\.\w+$|$)/i;

/**
 * The picture that shows what the page is about: of the first source that has a telling one, the largest; else the
 * article's first picture; else whatever was named.
 * @param sources what each kind of metadata names, in order of precedence
 */
export function leadImageOf(
  sources: readonly (readonly NamedImage[])[],
  { base, articleImage }: { base: string; articleImage: string | null },
): string | null {
  let spare: string | null = null;
  for (const source of sources) {
    const images = source
      .map((image) => ({ ...image, address: webAddress(image.address, base) }))
      .filter((image): image is NamedImage => image.address !== null);
    spare ??= images[0]?.address ?? null;
    const telling = images.filter(isTelling);
    const largest = telling.toSorted((one, other) => (other.width ?? 0) - (one.width ?? 0))[0];
    if (largest !== undefined) return largest.address;
  }
  return articleImage ?? spare;
}

function isTelling({ address, width, height }: NamedImage): boolean {
  if ((width ?? LEAST_SIDE) < LEAST_SIDE || (height ?? LEAST_SIDE) < LEAST_SIDE) return false;
  return !EVERYWHERE.test(new URL(address).pathname) && !/\.svg$/i.test(new URL(address).pathname);
}
