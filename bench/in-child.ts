/** What a process of the bench does on its own side of the channel. */

/** Says that it is ready, and with what; from then on it ends with its parent. */
export function sayReady(ready: unknown): void {
  process.on("disconnect", () => process.exit());
  process.on("SIGTERM", () => process.exit());
  process.send?.(ready);
}

/** Answers every question in its turn. */
export function answerWith<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on("message", (question: Question) => {
    void answer(question).then((said) => process.send?.(said ?? null));
  });
}
