/** Parts of walls, one after the other, in a process of its own that ends with whoever started it. */
import { type Answered, type Asked, type Part, startWithin } from "./parts.ts";

let part: Part | null = null;
const OWN_ENVIRONMENT = { ...process.env };

/** The settings of a part are its process's environment too: that is what children of it read. */
function setEnvironment(settings: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (!(name in OWN_ENVIRONMENT)) delete process.env[name];
  Object.assign(process.env, OWN_ENVIRONMENT, settings);
}

async function answer(asked: Asked): Promise<Answered> {
  if ("start" in asked) {
    setEnvironment(asked.start.environment);
    part = await startWithin(asked.start);
    return { url: part.url, ownerLink: part.ownerLink };
  }
  if ("setClock" in asked) await part?.setClock(asked.setClock);
  else {
    await part?.stop();
    part = null;
  }
  return { done: true };
}

process.on("disconnect", () => process.exit(1));
process.on("message", (asked: Asked) => {
  answer(asked).then(
    (answered) => process.send?.(answered),
    (error: Error) => process.send?.({ error: error.stack ?? error.message } satisfies Answered),
  );
});
