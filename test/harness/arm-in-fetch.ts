/** Loaded before the child of a step that is run alone (by NODE_OPTIONS): a step that reads a page kills its process there. */
import { armFailpoint } from "../../src/core/failpoint.ts";

armFailpoint("in-fetch");
