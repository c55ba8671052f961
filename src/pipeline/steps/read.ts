import type { ItemKind } from "../../contract/items.ts";
import type { Warning } from "../../contract/shares.ts";
import { nextDelayMs } from "../../core/backoff.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import { cleanFileName, parseContentDispositionName } from "../../core/file-name.ts";
import type { FoundFields } from "../../core/item-shown.ts";
import type { StepOutcome } from "../../core/steps.ts";
import { keepContent } from "../../store/contents.ts";
import { filesOfItems } from "../../store/files.ts";
import { findItem, ownOf, updateItem } from "../../store/items.ts";
import { findPerson } from "../../store/persons.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import type { AddressRow } from "../../store/tables.ts";
import { holdersOf, keepFurtherAddresses } from "../further-addresses.ts";
import type { MadeFile, StepDefinition, Tools } from "../step.ts";
import { fetchPage, MOST_PAGE_BYTES, type PageBytes } from "./fetch-page.ts";
import { leadImageOf } from "./lead-image-of.ts";
import { previewOf } from "./preview.ts";

interface ReadInput {
  readonly url: string;
  /** The bytes of the page as the person's browser saw it; read instead of fetching. */
  readonly givenKey: string | null;
  readonly allowListed: boolean;
}

export interface ReadOutput {
  readonly kind: ItemKind;
  readonly found: FoundFields;
  readonly content: { html: string; markdown: string; text: string } | null;
  readonly addresses: readonly Pick<AddressRow, "address" | "via">[];
  readonly files: readonly MadeFile[];
  readonly warnings: readonly Warning[];
}

/** Reads the page behind a link: its metadata, its article, its picture. What is no page becomes a file of the item. */
export const read: StepDefinition<ReadInput, ReadOutput> = {
  name: "read",
  lane: "content",
  timeoutMs: 30_000,
  tries: 3,
  delayMs: (tries) => nextDelayMs({ tries, firstMs: 2_000, factor: 4, maxMs: 60_000, random: Math.random() }),
  message: "Reading the page…",
  warning: {
    code: "page-unread",
    message: (detail) => `The page could not be read: ${detail} The link and what you wrote are kept.`,
  },
  async load(db, step) {
    const item = await findItem(db, { id: step.item, owner: step.person });
    const url = item && ownOf(item).url;
    if (!item || url === undefined) return null;
    const rows = (await filesOfItems(db, [item.id])).get(item.id) ?? [];
    const given = rows.filter((row) => row.role === "snapshot").at(-1);
    const person = await findPerson(db, step.person);
    return { url, givenKey: given?.store_key ?? null, allowListed: person?.role === "owner" };
  },
  async work(input, tools, signal) {
    const fetched = await fetchPage(input, tools, signal);
    if (fetched.kind !== "bytes") return fetched;
    visitFailpoint("in-fetch");
    const { sniff } = await import("../../content/sniff.ts");
    const sniffed = await sniff(fetched.bytes, fetched.contentType);
    return sniffed.kind === "page" || sniffed.kind === "text"
      ? await readPage(input, fetched, tools, signal)
      : await becomeFile(fetched, { kind: sniffed.kind, type: sniffed.type }, tools, signal);
  },
  filesOf: (output) => output.files,
  warningsOf: (output) => output.warnings,
  alsoLocks: (db, { step, output }) => holdersOf(db, { owner: step.person, addresses: output.addresses }),
  async apply(unit, { item, output, others }) {
    const found = JSON.stringify(output.found);
    await updateItem(unit, item.id, { kind: output.kind, found });
    if (output.content) await keepContent(unit, item.id, output.content);
    await keepFurtherAddresses(unit, { item, addresses: output.addresses, others });
    await refreshItem(unit, { ...item, kind: output.kind, found });
  },
};

const OBSTACLES: Record<string, string> = {
  challenge: "The site asked for proof of a human instead of showing the page.",
  login: "The site shows this page only after signing in.",
  consent: "The site showed a consent form instead of the page.",
  "script-needed": "The page needs a browser to show anything.",
};

async function readPage(
  input: ReadInput,
  fetched: PageBytes,
  tools: Tools,
  signal: AbortSignal,
): Promise<StepOutcome<ReadOutput>> {
  const page = await tools.pages.read(
    { bytes: fetched.bytes.subarray(0, MOST_PAGE_BYTES), contentType: fetched.contentType, url: fetched.url },
    signal,
  );
  if ("code" in page)
    return { kind: "failed", code: page.code, detail: "It is too large or too tangled to be read.", retryable: false };
  const { metadata, article, obstacle } = page;
  if (obstacle !== null)
    return { kind: "failed", code: `page-${obstacle}`, detail: OBSTACLES[obstacle] ?? obstacle, retryable: false };

  const picture = metadata.leadImageUrl
    ? await leadImageOf({ url: metadata.leadImageUrl, allowListed: fetched.allowListed }, tools, signal)
    : [];
  const found: FoundFields = {
    readAtMs: Date.now(),
    finalUrl: fetched.url,
    ...present("canonicalUrl", metadata.canonicalUrl),
    ...present("title", metadata.title),
    ...present("description", metadata.description),
    ...present("siteName", metadata.siteName),
    ...present("author", metadata.author),
    ...present("publishedAt", metadata.publishedAt),
    ...present("modifiedAt", metadata.modifiedAt),
    ...present("language", metadata.language),
    ...(metadata.keywords.length > 0 ? { keywords: metadata.keywords } : {}),
    ...(metadata.feedUrls.length > 0 ? { feedUrls: metadata.feedUrls } : {}),
    ...(article ? { words: article.words, readingMinutes: article.readingMinutes } : {}),
  };
  const content = article ? { html: article.html, markdown: article.markdown, text: article.text } : null;
  return {
    kind: "done",
    output: {
      kind: "link",
      found,
      content,
      addresses: furtherAddresses(input, fetched, metadata.canonicalUrl),
      files: picture,
      warnings: [],
    },
  };
}

function present<Key extends string>(key: Key, value: string | null): { [K in Key]?: string } {
  return (value === null ? {} : { [key]: value }) as { [K in Key]?: string };
}

/** Where the page led to, and what it calls itself, if that lies on the same site: it is only the page's word. */
function furtherAddresses(
  input: ReadInput,
  fetched: PageBytes,
  canonical: string | null,
): Pick<AddressRow, "address" | "via">[] {
  const addresses: Pick<AddressRow, "address" | "via">[] = [];
  if (fetched.url !== input.url) addresses.push({ address: fetched.url, via: "redirect" });
  // A page that calls the site's front page its canonical form would make every page of the site the same item.
  const isOfThisSite = canonical !== null && new URL(canonical).host === new URL(fetched.url).host;
  if (canonical !== null && isOfThisSite && new URL(canonical).pathname !== "/")
    addresses.push({ address: canonical, via: "canonical" });
  return addresses;
}

/** A link that turns out to be a picture, a PDF or any other file becomes that. */
async function becomeFile(
  fetched: PageBytes,
  { kind, type }: { kind: ItemKind; type: string },
  tools: Tools,
  signal: AbortSignal,
): Promise<StepOutcome<ReadOutput>> {
  const fromPath = decodeURIComponentOrNull(new URL(fetched.url).pathname.split("/").at(-1) ?? "");
  const name = cleanFileName(parseContentDispositionName(fetched.contentDisposition) ?? fromPath, "file");
  const picture =
    kind === "image" && !fetched.truncated
      ? await previewOf(tools.images, { bytes: fetched.bytes, madeFrom: null }, signal)
      : null;
  const original: MadeFile = {
    role: "original",
    type,
    name,
    bytes: fetched.bytes,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    placeholder: null,
    madeFrom: null,
  };
  if (fetched.truncated)
    return {
      kind: "failed",
      code: "file-too-large",
      detail: "What the link leads to is too large to be kept.",
      retryable: false,
    };
  return {
    kind: "done",
    output: {
      kind,
      found: { readAtMs: Date.now(), finalUrl: fetched.url, ...present("title", name) },
      content: null,
      addresses: fetched.url === fetched.asked ? [] : [{ address: fetched.url, via: "redirect" }],
      files: picture ? [original, picture.preview] : [original],
      warnings: [],
    },
  };
}

function decodeURIComponentOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return text === "" ? null : text;
  }
}
