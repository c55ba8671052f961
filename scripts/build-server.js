// Makes dist/server, the program as JavaScript, for the package: Node strips no types below node_modules.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(folder, "dist", "server");

rmSync(built, { recursive: true, force: true });
const tsc = join(folder, "node_modules", "typescript", "bin", "tsc");
const { status } = spawnSync(process.execPath, [tsc, "-p", join(folder, "tsconfig.build.json")], { stdio: "inherit" });

// Threads and children are named by address, not imported, so a compiler that follows imports could leave them out.
const missing = filesOf(join(folder, "src"), ".ts").filter((name) => !filesOf(built, ".js").includes(name));
for (const name of missing) process.stderr.write(`src/${name}.ts is not in dist/server\n`);
process.exitCode = status === 0 && missing.length === 0 ? 0 : 1;

/** The files below a folder that end so, without their ending, with slashes on every system. */
function filesOf(parent, ending) {
  return readdirSync(parent, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length).replaceAll("\\", "/"));
}
