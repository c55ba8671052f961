import { buffer } from "node:stream/consumers";
import { ImportRefused } from "../../core/imported.ts";
import { FileTooLarge } from "../../core/ports/files.ts";
import type { ReadImport } from "../../importers/read-import.ts";
import type { AnsweredPage, PulledContext } from "../../importers/services/service.ts";
import { findFiles } from "../../store/files.ts";
import { filesOfPages, findPull } from "../../store/import-pulls.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import { FILE_MS, FILE_TRIES } from "./ask-service.ts";
import { type PullDeps, wayTo } from "./service-way.ts";

/** After so many files in a row that could not be had, the service has fallen silent and is not waited for with each. */
const FAILURES_IN_A_ROW = 3;

/** What was pulled, read as a file would be: in the order of its pages, as often as it takes. */
export async function readPulled(deps: PullDeps, row: ImportsRow, signal: AbortSignal): Promise<ReadImport> {
  const { guarded } = await import("../../importers/read-import.ts");
  const pull = await findPull(deps.store.reader, row.id);
  const secret = pull?.secret ?? null;
  const { service, ask } = await wayTo(deps, { row, secret, signal });
  let failures = 0;
  const context: PulledContext = {
    nowMs: row.created_at,
    file: ({ path, ...about }, part) => ({
      ...about,
      async *open() {
        if ((about.bytes ?? 0) > deps.maxFileBytes) throw new FileTooLarge(deps.maxFileBytes);
        // Rows tell which are missing.
        if (secret === null || failures >= FAILURES_IN_A_ROW) throw lostFile();
        const answer = await ask({
          path,
          accept: "*/*",
          maxBytes: deps.maxFileBytes + 1,
          mayBeCut: true,
          timeoutMs: FILE_MS,
          tries: FILE_TRIES,
        }).catch((error: unknown) => {
          const code = error instanceof ImportRefused ? error.problem.code : null;
          if (code === "service-unreachable") failures += 1;
          throw code === "service-not-understood" ? lostFile() : error;
        });
        failures = 0;
        const bytes = answer === null ? null : part === undefined ? answer.bytes : part(answer.bytes);
        if (bytes === null) throw lostFile();
        yield bytes;
      },
    }),
  };
  return { format: service.name, sureness: 1, columns: [], rows: guarded(service.read(pagesOf(deps, row), context)) };
}

const lostFile = () =>
  new ImportRefused({ code: "file-not-in-export", reason: "The service does not give it any more." });

async function* pagesOf({ store, files }: PullDeps, row: ImportsRow): AsyncGenerator<AnsweredPage> {
  for (const id of await filesOfPages(store.reader, row.id)) {
    const [file] = await findFiles(store.reader, { ids: [id], owner: row.person });
    const stream = file === undefined ? null : await files.open(file.store_key);
    if (stream === null)
      throw new ImportRefused({ code: "source-not-readable", reason: "What was answered is not here any more." });
    yield JSON.parse((await buffer(stream)).toString("utf8")) as AnsweredPage;
  }
}
