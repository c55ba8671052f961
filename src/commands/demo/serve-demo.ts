import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readServerSettings } from "../../config/client-settings.ts";
import { Client } from "../client.ts";
import { openTerminal, type Terminal } from "../terminal.ts";
import { untilStopped } from "../until-stopped.ts";
import { seedDemo } from "./seed.ts";

/** Whatever is set for a real wall, the demo touches none of it: no other engine, no provider, no other folder. */
const ALONE = {
  PUBLIC_URL: "",
  DATABASE_URL: "",
  REDIS_URL: "",
  FILES_URL: "",
  AI_PROVIDER: "built-in",
  AI_MODEL: "",
  ANTHROPIC_API_KEY: "",
  OPENAI_API_KEY: "",
  OPENAI_BASE_URL: "",
  RATE_LIMIT_SHARE: "off",
} as const;

/** Shows a full wall of things that the program makes itself, in a folder that is gone when it ends. */
export async function serveDemo(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "digital-wall-demo-"));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const settings = readServerSettings({ ...ALONE, DATA_DIR: dataDir });
    const { startServer } = await import("../../app.ts");
    const server = await startServer(settings, { workers: true });
    const key = (await readFile(server.keyFile, "utf8")).trim();
    const client = new Client({ url: server.url, key, pageUrl: server.url, isLocal: true });
    const count = await seedDemo(client, server.store);
    const terminal = openTerminal(process.stdout);
    terminal.print(banner(terminal, { ...server, count }));
    await untilStopped(async () => {
      await server.stop();
      await removeFolder();
    });
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

function banner(terminal: Terminal, { url, ownerLink, count }: { url: string; ownerLink: string; count: number }) {
  const strong = (text: string) => terminal.paint("bold", text);
  return [
    "",
    `This is a ${strong("demo")} of Digital Wall at ${strong(url)}, with ${count} things that it made itself.`,
    "Nothing of them came from the web or leaves this machine. Whatever you add is thrown away at the end.",
    "",
    "This link lets you in, once, within 15 minutes:",
    `  ${terminal.paint("cyan", ownerLink)}`,
    "",
    `For a wall that stays: ${strong("npm start")}, without --demo. It keeps everything in ./data.`,
    "",
    terminal.paint("dim", "Ctrl-C stops it."),
    "",
  ].join("\n");
}
