/** The AI of rows/workers.ts: the tests' stand-in, which speaks Claude's real protocol, slow in answering. */
import { setTimeout as sleep } from "node:timers/promises";
import { openAiServer } from "../test/harness/ai-server.ts";
import { sensibleAnswer } from "../test/harness/ai-wire.ts";
import { answerWith, sayReady } from "./in-child.ts";

/** How long until the answer to a question that finds the gate open. */
const answerMs = Number(process.argv[2]);

const gate = { held: [] as (() => void)[], isOpen: true, wanted: 0, full: () => {} };
const server = await openAiServer();
server.answer(async (question) => {
  if (!gate.isOpen)
    await new Promise<void>((resolve) => {
      gate.held.push(resolve);
      if (gate.held.length >= gate.wanted) gate.full();
    });
  await sleep(answerMs);
  return sensibleAnswer(question);
});

/** From now on nobody is answered; or, when so many wait, everybody is again, those who waited one after another. */
answerWith<"close" | { openAt: number }>(async (asked) => {
  gate.isOpen = false;
  if (asked === "close") return;
  await new Promise<void>((resolve) => {
    gate.wanted = asked.openAt;
    gate.full = resolve;
    if (gate.held.length >= asked.openAt) resolve();
  });
  gate.isOpen = true;
  const held = gate.held.splice(0);
  // Spread over one answer's time, as they are wherever nobody began at once; together they would come in waves for ever.
  for (const [n, go] of held.entries()) setTimeout(go, (answerMs * n) / held.length);
});
sayReady({ claudeUrl: server.claudeUrl });
