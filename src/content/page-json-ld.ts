import type { PageDocument } from "./page-dom.ts";
import type { NamedImage } from "./page-lead-image.ts";
import { withoutEntities } from "./page-text.ts";

/** What a page says of itself in JSON-LD, as found; the reader of metadata checks and cuts it. */
export interface JsonLdFacts {
  readonly title: string | null;
  readonly description: string | null;
  readonly url: string | null;
  readonly siteName: string | null;
  readonly authors: readonly string[];
  readonly published: string | null;
  readonly modified: string | null;
  readonly language: string | null;
  readonly images: readonly NamedImage[];
  readonly keywords: readonly string[];
  /** The page declares itself an article. */
  readonly isArticle: boolean;
}

type Node = Readonly<Record<string, unknown>>;

const MAX_SCRIPTS = 20;
const MAX_SCRIPT_CHARACTERS = 500_000;
const MAX_NODES = 500;

const ARTICLE = /(?:Article|Posting|Report|Recipe|Review|HowTo|QAPage)$/;
const THING =
  /^(?:Product|VideoObject|AudioObject|PodcastEpisode|Movie|TVSeries|Book|Event|Course|SoftwareApplication|SoftwareSourceCode|Dataset|MusicAlbum|MusicRecording|JobPosting|Question|ImageObject)$/;
const PAGE = /(?:WebPage|AboutPage|ItemPage|ContactPage|FAQPage|ProfilePage)$/;
const PUBLISHER = /Organization$|^(?:Person|Brand)$/;

/** Reads all JSON-LD of a page, graphs and references included, and tells the facts of the node that the page is about. */
export function readJsonLd(document: PageDocument, isThisPage: (address: string) => boolean): JsonLdFacts {
  const nodes = [...document.querySelectorAll('script[type="application/ld+json" i]')]
    .slice(0, MAX_SCRIPTS)
    .flatMap((script) => nodesOf(parseLeniently(script.textContent ?? "")))
    .slice(0, MAX_NODES);
  const byId = new Map(nodes.map((node) => [text(node["@id"]), node] as const).filter(([id]) => id !== null));
  const follow = (value: unknown): unknown => {
    const id = isNode(value) ? text(value["@id"]) : null;
    return id !== null && isNode(value) && Object.keys(value).length === 1 ? (byId.get(id) ?? value) : value;
  };
  const site = nodes.find((node) => typesOf(node).includes("WebSite"));
  const main = mainNode(nodes, isThisPage);
  const page = nodes.find((node) => typesOf(node).some((type) => PAGE.test(type)));
  const said = (name: string): unknown => main?.[name] ?? page?.[name];
  const about = main ?? page;
  const publisher = follow(list(said("publisher"))[0]);
  return {
    title: text(main?.["headline"]) ?? text(about?.["name"]),
    description: text(said("description")),
    url: addressOf(about),
    siteName: (isNode(publisher) ? text(publisher["name"]) : null) ?? text(site?.["name"]),
    authors: authorsOf(list(main?.["author"] ?? main?.["creator"]).map(follow)),
    published: text(said("datePublished")) ?? text(main?.["uploadDate"]) ?? text(main?.["dateCreated"]),
    modified: text(said("dateModified")),
    language: text(list(said("inLanguage"))[0]) ?? nameOf(list(said("inLanguage"))[0]),
    images:
      [said("image"), said("primaryImageOfPage"), main?.["thumbnailUrl"]]
        .map((images) => list(images).map(follow).flatMap(imageOf))
        .find((images) => images.length > 0) ?? [],
    keywords: list(main?.["keywords"]).flatMap((words) => (text(words) ?? nameOf(words) ?? "").split(",")),
    isArticle: main !== undefined && typesOf(main).some((type) => ARTICLE.test(type)),
  };
}

/** The one node that the page is about; several of a kind are a list of other pages, unless one names this address. */
function mainNode(nodes: readonly Node[], isThisPage: (address: string) => boolean): Node | undefined {
  for (const kind of [ARTICLE, THING]) {
    const found = nodes.filter((node) => typesOf(node).some((type) => kind.test(type)));
    const named = found.find((node) => {
      const address = addressOf(node);
      return address !== null && isThisPage(address);
    });
    if (named !== undefined) return named;
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function parseLeniently(script: string): unknown {
  if (script.length > MAX_SCRIPT_CHARACTERS) return null;
  const json = script
    .replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>|\]\]>)\s*$/g, "")
    .replace(/;\s*$/, "");
  for (const attempt of [json, json.replace(/[\x00-\x1f]+/g, " ")]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // Line breaks inside strings are the commonest mistake; the second attempt forgives them.
    }
  }
  return null;
}

function nodesOf(value: unknown, depth = 0): Node[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, MAX_NODES).flatMap((entry) => nodesOf(entry, depth + 1));
  if (!isNode(value)) return [];
  const inner = [value["@graph"], value["mainEntity"]].flatMap((entry) => nodesOf(entry, depth + 1));
  return "@type" in value ? [value, ...inner] : inner;
}

function authorsOf(authors: readonly unknown[]): string[] {
  const people = authors.filter(
    (author) => !isNode(author) || !typesOf(author).some((type) => /Organization$/.test(type)),
  );
  return (people.length > 0 ? people : authors).map((author) => text(author) ?? nameOf(author) ?? "").filter(Boolean);
}

function addressOf(node: Node | undefined): string | null {
  if (node === undefined) return null;
  const page = node["mainEntityOfPage"];
  return text(node["url"]) ?? text(page) ?? (isNode(page) ? (text(page["@id"]) ?? text(page["url"])) : null);
}

function imageOf(image: unknown): NamedImage[] {
  if (!isNode(image)) return [text(image)].filter((address) => address !== null).map(unsized);
  const address = text(list(image["url"])[0]) ?? text(image["contentUrl"]);
  return address === null ? [] : [{ address, width: pixels(image["width"]), height: pixels(image["height"]) }];
}

function unsized(address: string): NamedImage {
  return { address, width: null, height: null };
}

/** 1200, "1200", "1200px" or a QuantitativeValue. */
function pixels(value: unknown): number | null {
  const number = Number.parseInt(String(isNode(value) ? value["value"] : value), 10);
  return Number.isNaN(number) ? null : number;
}

function nameOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  const name = text(list(value["name"])[0]);
  if (name !== null || !typesOf(value).some((type) => PUBLISHER.test(type))) return name;
  const parts = [text(value["givenName"]), text(value["familyName"])].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" ") : null;
}

function typesOf(node: Node): string[] {
  return list(node["@type"]).map((type) => (text(type) ?? "").replace(/^https?:\/\/schema\.org\//, ""));
}

function text(value: unknown): string | null {
  if (isNode(value) && "@value" in value) return text(value["@value"]);
  return typeof value === "string" && value.trim() !== "" ? withoutEntities(value) : null;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.slice(0, 50) : [value];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
