/** Writes some units one after another and says of each what it was answered, in system calls of its own: `answered 1`. */
import { writeSync } from "node:fs";
import { openSqlite } from "../../src/adapters/database-sqlite.ts";
import type { Tables } from "../../src/store/tables.ts";

const UNITS = 3;
const [path = ""] = process.argv.slice(2);
const store = openSqlite<Tables>(path);
for (let n = 1; n <= UNITS; n++) {
  const write = store.write((unit) =>
    unit.db
      .insertInto("chores")
      .values({ name: `chore ${n}`, holder: null, until: 0 })
      .execute(),
  );
  const answer = await write.then(
    () => "answered",
    (error: Error) => `refused ${error.name}`,
  );
  writeSync(1, `${answer} ${n}\n`);
}
// As a process ends that has no time left: nothing is moved out of the log.
process.exit();
