import { filesPart } from "./files/part.ts";
import { pages } from "./pages/part.ts";
import type { EvalPart } from "./part.ts";
import { relevance } from "./relevance/part.ts";
import { texts } from "./texts-part.ts";

/** Every part there is, in the order of docs/quality.md. */
export const PARTS: readonly EvalPart[] = [pages, filesPart, texts, relevance];
