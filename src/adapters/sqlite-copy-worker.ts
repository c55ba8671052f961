/** The thread of sqlite-copy.ts. */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import type { CopyWanted } from "./sqlite-copy.ts";

const { from, to } = workerData as CopyWanted;
const connection = new DatabaseSync(from, { readOnly: true });
// One read of one moment: it ends however much is written meanwhile.
connection.prepare("vacuum into ?").run(to);
connection.close();
const copy = openSync(to, "r+");
fsyncSync(copy);
closeSync(copy);
