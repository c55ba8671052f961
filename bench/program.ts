/** The real program in a process of its own. `no-workers` takes shares and does nothing with them. */
import { startServer } from "../src/app.ts";
import { readSettings } from "../src/config/settings.ts";
import { sayReady } from "./in-child.ts";

const server = await startServer(readSettings(process.env), { workers: process.argv[2] !== "no-workers" });
sayReady({ url: server.url });
