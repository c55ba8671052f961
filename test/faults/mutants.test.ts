import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { TRIALS, type Trial, tryMutant } from "./mutants.ts";
import { MUTATIONS } from "./mutations.ts";

/** The others take longer: `node test/faults/mutants.ts` tries all of them. */
const QUICK = new Set(["late settle", "swept while kept", "strange host", "away reader"]);

for (const trial of TRIALS.filter(({ by }) => QUICK.has(by)))
  test(`a program without ${MUTATIONS[trial.mutant]?.without} is noticed`, async (t) => {
    const { found, controlFound } = await tryMutant(trial);
    assert.deepEqual(controlFound, [], "the program as it is passes the same run");
    assert.notDeepEqual(found, []);
    t.diagnostic(found.join("; "));
  });

test("every mutant finds what it takes away, once, and has a run that notices", async () => {
  for (const [name, { patches, beside }] of Object.entries(MUTATIONS)) {
    assert.ok(
      TRIALS.some(({ mutant }: Trial) => mutant === name),
      `${name} is tried`,
    );
    for (const { file, find } of [...patches, ...beside]) {
      const source = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
      assert.equal(source.split(find).length, 2, `${name}: ${file} holds exactly one ${find}`);
    }
  }
});
