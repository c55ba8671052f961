import { parentPort } from "node:worker_threads";
import { type PageInput, readPageHere } from "./read-page.ts";

/** The thread's side of `page-reader.ts`: one page in, its reading out. */
parentPort?.on("message", (input: PageInput) => parentPort?.postMessage(readPageHere(input)));
