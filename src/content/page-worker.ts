import { parentPort } from "node:worker_threads";
import { standBack } from "../core/stand-back.ts";
import { type PageInput, readPageHere } from "./read-page.ts";

standBack();

/** The thread's side of `page-reader.ts`: one page in, its reading out. */
parentPort?.on("message", (input: PageInput) => parentPort?.postMessage(readPageHere(input)));
