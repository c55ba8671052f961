import { registerHooks } from "node:module";
import { MUTATIONS, type Patch } from "./mutations.ts";

const ROOT = new URL("../../", import.meta.url);

/** A mutant that does not change the program proves nothing. */
class MutantFailed extends Error {}

/**
 * Makes this process run a mutant of the program: the sources named are rewritten while they are loaded. Call it before
 * anything of the program is imported. A text that is not found exactly once ends the process, so that no mutant goes
 * on passing for another reason after the program has changed.
 *
 * @param name one of MUTATIONS, or `control:<name>` for what the mutant runs beside its mutation; nothing changes
 *   nothing
 */
export function applyMutant(name: string | undefined): { assertApplied(): void } {
  if (name === undefined) return { assertApplied() {} };
  const [, control, known] = /^(control:)?(.*)$/.exec(name) ?? [];
  const mutation = MUTATIONS[known ?? ""];
  if (!mutation) throw new MutantFailed(`there is no mutant ${name}`);
  const patches: readonly Patch[] = [...mutation.beside, ...(control === undefined ? mutation.patches : [])];
  const applied = new Set<Patch>();
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const here = patches.filter(({ file }) => url === new URL(file, ROOT).href);
      if (here.length === 0 || loaded.source === undefined || loaded.source === null) return loaded;
      let source =
        typeof loaded.source === "string" ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
      for (const patch of here) {
        if (source.split(patch.find).length !== 2)
          throw new MutantFailed(`${patch.file} does not hold exactly one: ${patch.find}`);
        source = source.replace(patch.find, () => patch.replace);
        applied.add(patch);
      }
      return { ...loaded, source };
    },
  });
  return {
    assertApplied() {
      const missed = patches.find((patch) => !applied.has(patch));
      if (missed) throw new MutantFailed(`${missed.file} was not loaded`);
    },
  };
}
