import { startServer } from "../src/app.ts";
import { readSettings } from "../src/config/settings.ts";
const s = await startServer(readSettings(process.env), { workers: process.env["NOWORK"] !== "1" });
process.on("SIGTERM", () => void s.stop().then(() => process.exit(0)));
