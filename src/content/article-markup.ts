import sanitizeHtml from "sanitize-html";
import { webAddress } from "./page-text.ts";

const INLINE =
  "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr";
const BLOCKS =
  "p div section h1 h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd hr figure figcaption img details summary aside";
const TABLES = "table caption colgroup col thead tbody tfoot tr th td";

/** Elements whose text is no reading matter: it goes with them. */
const NO_TEXT =
  "script style textarea option select noscript svg iframe object embed template title button annotation audio video canvas head";

/** What a footnote's target may be called. */
const SAFE_ID = /^[\w:.-]{1,80}$/;
const MAX_NESTING = 200;

const RTL = { name: "dir", multiple: false, values: ["ltr", "rtl", "auto"] };

/**
 * The article's HTML by an allow list: no scripts, styles, frames, forms, handlers or classes but a code's language.
 * Links are absolute http(s) or mailto, or lead to a footnote inside the article; pictures are absolute http(s).
 */
export function sanitizeArticle(html: string, baseUrl: string): string {
  return sanitizeHtml(html, {
    allowedTags: [INLINE, BLOCKS, TABLES].flatMap((names) => names.split(" ")),
    nonTextTags: NO_TEXT.split(" "),
    nestingLimit: MAX_NESTING,
    allowedAttributes: {
      "*": ["id", "lang", RTL],
      a: ["href", "title", "rel"],
      abbr: ["title"],
      img: ["src", "alt", "title", "width", "height"],
      ol: ["start", "reversed", "type"],
      li: ["value"],
      time: ["datetime"],
      data: ["value"],
      th: ["colspan", "rowspan", "scope"],
      td: ["colspan", "rowspan"],
      col: ["span"],
      colgroup: ["span"],
      code: ["class"],
      pre: ["class"],
    },
    allowedClasses: { code: [/^lang(?:uage)?-[\w+#-]{1,30}$/], pre: [/^lang(?:uage)?-[\w+#-]{1,30}$/] },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["http", "https"] },
    allowProtocolRelative: false,
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: withSafeId(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(withSafeId(attribs), baseUrl) }),
      img: (tagName, attribs) => ({ tagName, attribs: imageAttributes(withSafeId(attribs), baseUrl) }),
    },
    exclusiveFilter: (frame) => frame.tag === "img" && frame.attribs["src"] === undefined,
  }).trim();
}

type Attributes = Record<string, string>;

function withSafeId(attributes: Attributes): Attributes {
  const { id, ...others } = attributes;
  return id !== undefined && SAFE_ID.test(id) && !id.startsWith("readability-") ? { ...others, id } : others;
}

function linkAttributes(attributes: Attributes, baseUrl: string): Attributes {
  const { href, rel: _rel, ...others } = attributes;
  if (href === undefined) return others;
  const inside = insideTarget(href, baseUrl);
  if (inside !== null) return { ...others, href: inside };
  const address = /^mailto:[^\s<>]+$/i.test(href.trim()) ? href.trim() : webAddress(href, baseUrl);
  return address === null ? others : { ...others, href: address, rel: "noopener noreferrer nofollow" };
}

/** `#note-1`, written short or as the page's own address; null when the link leads elsewhere. */
function insideTarget(href: string, baseUrl: string): string | null {
  const [page = "", fragment = ""] = href.trim().split("#", 2);
  const ownPage = page === "" || webAddress(page, baseUrl) === webAddress(baseUrl.split("#")[0], baseUrl);
  return ownPage && SAFE_ID.test(fragment) ? `#${fragment}` : null;
}

function imageAttributes(attributes: Attributes, baseUrl: string): Attributes {
  const { src, width, height, ...others } = attributes;
  const address = webAddress(src, baseUrl);
  const size = (name: string, value: string | undefined): Attributes =>
    /^\d{1,5}$/.test(value ?? "") ? { [name]: value! } : {};
  return {
    ...others,
    ...size("width", width),
    ...size("height", height),
    ...(address === null ? {} : { src: address }),
  };
}
