import { openFileReader } from "../../src/content/file-reader.ts";
import type { FileRead } from "../../src/core/file-read.ts";
import type { EvalPart, Figure } from "../part.ts";
import { FILE_CASES, type FileCase } from "./cases.ts";
import { QUESTIONS, wrongIn } from "./score.ts";

/** Longer than any reader may take: who answers later has not answered. */
const ANSWER_MS = 60_000;

/** How well shared files are looked into. */
export const filesPart: EvalPart = {
  name: "files",
  about: "files of every kind: what they are, their titles, texts, facts and previews, and those made to harm",
  async measure() {
    const reader = openFileReader();
    try {
      const answers: { expected: FileCase; read: FileRead | null }[] = [];
      for (const expected of FILE_CASES) {
        const { name, declared = "application/octet-stream" } = expected;
        const bytes = await expected.bytes();
        const read = await reader
          .read({ source: { bytes }, name, type: declared }, AbortSignal.timeout(ANSWER_MS))
          .catch(() => null);
        answers.push({ expected, read });
      }
      return figuresOf(answers);
    } finally {
      await reader.close();
    }
  },
};

function figuresOf(answers: readonly { expected: FileCase; read: FileRead | null }[]): Figure[] {
  const share = (name: string, right: readonly boolean[]): Figure => ({
    name,
    value: right.filter(Boolean).length / right.length,
    cases: right.length,
  });
  const plain = answers.filter(({ expected }) => !expected.hostile);
  const hostile = answers.filter(({ expected }) => expected.hostile);
  const figures = QUESTIONS.map((question) =>
    share(
      `${question} right`,
      plain.flatMap(({ expected, read }) => {
        const wrong = read === null ? "no answer" : wrongIn(question, expected, read);
        return wrong === undefined ? [] : [wrong === null];
      }),
    ),
  );
  const survived = hostile.map(
    ({ expected, read }) =>
      read !== null && QUESTIONS.every((question) => (wrongIn(question, expected, read) ?? null) === null),
  );
  return [...figures, share("hostile ones answered rightly", survived)];
}
