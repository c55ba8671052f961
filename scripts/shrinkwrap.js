// `make` writes npm-shrinkwrap.json for `npm pack`, so that whoever installs the package gets the versions that were
// tested, as the overrides of package.json do not apply in a dependency. `remove` takes it away again: in a checkout it
// would take the place of package-lock.json.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const shrinkwrap = join(folder, "npm-shrinkwrap.json");

const [verb] = process.argv.slice(2);
if (verb === "make") make();
else if (verb === "remove") rmSync(shrinkwrap, { force: true });
else {
  process.stderr.write("node scripts/shrinkwrap.js make|remove\n");
  process.exitCode = 2;
}

/** What only our own work needs is left out. */
function make() {
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  for (const [path, { dev }] of Object.entries(lock.packages)) if (dev) delete lock.packages[path];
  delete lock.packages[""].devDependencies;
  writeFileSync(shrinkwrap, `${JSON.stringify(lock, null, 2)}\n`);
}
