import { parseHTML } from "linkedom";
import type { DefaultTreeAdapterMap, Token } from "parse5";
import { defaultTreeAdapter, Parser, serialize } from "parse5";

/** The part of a DOM element that reading a page needs. */
export interface PageElement extends PageNode {
  readonly nextElementSibling: PageElement | null;
  readonly previousElementSibling: PageElement | null;
  readonly localName: string;
  readonly parentElement: PageElement | null;
  readonly children: Iterable<PageElement>;
  readonly childNodes: Iterable<PageNode>;
  innerHTML: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  closest(selector: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  remove(): void;
  append(...nodes: (PageElement | string)[]): void;
  replaceWith(...nodes: (PageElement | string)[]): void;
}

/** A node inside an element; `nodeType` 1 is a PageElement, 3 is text. */
export interface PageNode {
  readonly nodeType: number;
  textContent: string | null;
}

/** Whether a node is an element. */
export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1;
}

export interface PageDocument {
  createElement(name: string): PageElement;
  readonly documentElement: PageElement;
  readonly body: PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Deeper elements are flattened into their ancestors: 10,000 nested `div` cost a DOM 3.3 s, capped ones 0.05 s. */
const MAX_DEPTH = 256;

/** What comes after so many nodes is left out. */
const MAX_NODES = 100_000;

/** Longer pages are read up to here. Characters. */
const MAX_CHARACTERS = 6_000_000;

/** Tags that switch the tokenizer; leaving such a start tag out would show its content as text. */
const RAW_TEXT = new Set("script style textarea title xmp iframe noembed noframes noscript plaintext".split(" "));

/** A document whose depth and size are bounded, whatever the page holds. */
export function buildPageDocument(html: string): PageDocument {
  const tree = new CappedParser();
  tree.tokenizer.write(html.slice(0, MAX_CHARACTERS), true);
  return domOf(serialize(tree.document));
}

/** A document from markup that is already bounded. */
export function domOf(html: string): PageDocument {
  const { document } = parseHTML(html) as unknown as { document: PageDocument };
  return document;
}

/** WHATWG parsing with two caps, applied to tokens so that the deep or endless tree never exists. */
class CappedParser extends Parser<DefaultTreeAdapterMap> {
  private readonly nodes: { count: number };
  /** Start tags left out, whose end tags must be left out as well. */
  private readonly omitted = new Map<string, number>();

  constructor() {
    const nodes = { count: 0 };
    const createElement: typeof defaultTreeAdapter.createElement = (...parts) => {
      nodes.count++;
      return defaultTreeAdapter.createElement(...parts);
    };
    super({ treeAdapter: { ...defaultTreeAdapter, createElement } });
    this.nodes = nodes;
  }

  override onStartTag(token: Token.TagToken): void {
    const { tagName } = token;
    if (this.isFull()) return;
    if (this.openElements.depth >= MAX_DEPTH && !RAW_TEXT.has(tagName)) {
      if (!token.selfClosing) this.omitted.set(tagName, (this.omitted.get(tagName) ?? 0) + 1);
      return;
    }
    super.onStartTag(token);
  }

  override onEndTag(token: Token.TagToken): void {
    const omitted = this.omitted.get(token.tagName) ?? 0;
    if (omitted > 0) this.omitted.set(token.tagName, omitted - 1);
    else super.onEndTag(token);
  }

  override onCharacter(token: Token.CharacterToken): void {
    if (this.isFull()) return;
    this.nodes.count++;
    super.onCharacter(token);
  }

  override onComment(): void {
    // Nobody reads comments, and a million of them are a million nodes.
  }

  private isFull(): boolean {
    return this.nodes.count >= MAX_NODES;
  }
}
