import { buffer } from "node:stream/consumers";
import { ImportRefused } from "../../core/imported.ts";
import type { ReadImport } from "../../importers/read-import.ts";
import type { AnsweredPage, PulledContext } from "../../importers/services/service.ts";
import { findFiles } from "../../store/files.ts";
import { filesOfPages, findPull } from "../../store/import-pulls.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import { sourceOf } from "../../store/imports.ts";
import { askService } from "./ask-service.ts";
import { type PullDeps, type PullSource, wayTo } from "./pull-pages.ts";

/** What was pulled, read as a file would be: in the order of its pages, as often as it takes. */
export async function readPulled(deps: PullDeps, row: ImportsRow, signal: AbortSignal): Promise<ReadImport> {
  const { guarded } = await import("../../importers/read-import.ts");
  const pull = await findPull(deps.store.reader, row.id);
  const secret = pull?.secret ?? null;
  const way = await wayTo(sourceOf(row) as PullSource, secret ?? "");
  let isGone = false;
  const context: PulledContext = {
    nowMs: row.created_at,
    file: ({ path, ...about }) => ({
      ...about,
      async *open() {
        // A service that fell silent is not waited for again with each file: rows tell which are missing.
        if (secret === null || isGone) throw lostFile();
        const answer = await askService(deps.web, {
          url: way.urlOf(path),
          authorization: way.authorization,
          allowListed: deps.allowHosts.length > 0,
          accept: "*/*",
          maxBytes: deps.maxFileBytes + 1,
          mayBeCut: true,
          signal,
        }).catch((error: unknown) => {
          isGone ||= error instanceof ImportRefused && error.problem.code === "service-unreachable";
          throw error;
        });
        if (answer === null) throw lostFile();
        yield answer.bytes;
      },
    }),
  };
  const rows = guarded(way.service.read(pagesOf(deps, row), context));
  return { format: way.service.name, sureness: 1, columns: [], rows };
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
