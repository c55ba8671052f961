import { Readable } from "node:stream";
import { Problem } from "../../contract/problems.ts";
import { parseContentDispositionName } from "../../core/file-name.ts";
import type { ReceivedFile } from "../../core/share-draft.ts";
import type { Caller } from "../../wall/caller.ts";
import { beginImport, requireRoomForSource, wantedWith } from "../../wall/importing/begin-import.ts";
import { beginPull } from "../../wall/importing/begin-pull.ts";
import { cancelImport, editImport, startImport, undoImport } from "../../wall/importing/decide-import.ts";
import { getImport, pageOfImportRows, pageOfImports, presentImport } from "../../wall/importing/present-import.ts";
import { rowsAsCsv } from "../../wall/importing/rows-as-csv.ts";
import { namedUploads } from "../../wall/upload-file.ts";
import type { HttpContext } from "../context.ts";
import { ANSWERED, type Input, type Some } from "../handler.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { pageLimit } from "../page-limit.ts";
import { FileIntake } from "../receive-files.ts";
import { refuseBody } from "../upload-headers.ts";

type ImportRoutes =
  | "importCreate"
  | "importPull"
  | "importList"
  | "importGet"
  | "importEdit"
  | "importStart"
  | "importCancel"
  | "importUndo"
  | "importRows"
  | "importRowsCsv";

export function importRoutes(context: HttpContext): Some<ImportRoutes> {
  const { store } = context;

  /** The file that comes as the body, or that was handed in before. */
  async function received(
    { query, request }: Pick<Input<"importCreate">, "query" | "request">,
    { caller, intake }: { caller: Caller; intake: FileIntake },
  ): Promise<ReceivedFile> {
    if (query.file_id !== undefined) {
      refuseBody(request, "query/file_id");
      const [file] = await namedUploads(store.reader, { ids: [query.file_id], caller });
      if (!file) throw new Problem("file-not-staged", "Name one file.");
      return file;
    }
    const { "content-type": type = "", "content-disposition": disposition = "" } = request.headers;
    const file = await intake.receive({
      role: "original",
      name: query.name ?? parseContentDispositionName(disposition) ?? null,
      type,
      bytes: (request.body as AsyncIterable<Uint8Array> | null | undefined) ?? Readable.from([]),
      maxBytes: context.maxImportBytes,
    });
    if (file.bytes === 0) throw new Problem("nothing-to-share", "Send the file as the body, or name it by file_id.");
    return file;
  }

  return {
    async importCreate({ query, caller, request, reply }) {
      const { format, wall_id, folders, tags, start = false } = query;
      const header = request.headers["idempotency-key"] as string | undefined;
      const idempotencyKey = idempotencyKeyOf({ header, field: undefined });
      const named = tags?.split(",").filter((name) => name.trim() !== "");
      const asked = { format, wall_id, folders, tags: named };
      // Before the body is taken: two gigabytes must not arrive for a word that is wrong.
      const wanted = await wantedWith(store.reader, caller.person, asked);
      if (query.file_id === undefined)
        await requireRoomForSource(context, {
          person: caller.person,
          bytes: Number(request.headers["content-length"] ?? 1),
          idempotencyKey,
        });
      const intake = new FileIntake(context, caller.person);
      try {
        const file = await received({ query, request }, { caller, intake });
        const about = { person: caller.person, file, wanted, starts: start, idempotencyKey };
        const { row, replayed } = await beginImport(context, about);
        if (replayed) {
          reply.header("idempotent-replayed", "true");
          await intake.discard();
        }
        return { status: 202, headers: { location: `/api/v1/imports/${row.id}` }, body: presentImport(row) };
      } catch (error) {
        await intake.discard();
        throw error;
      }
    },
    async importPull({ body, caller, request, reply }) {
      const { service, address, key, login, start: starts = false, ...asked } = body;
      const header = request.headers["idempotency-key"] as string | undefined;
      const { row, replayed } = await beginPull(context, {
        person: caller.person,
        service,
        address,
        key,
        login,
        allowHosts: caller.role === "owner" ? context.allowHosts : [],
        wanted: await wantedWith(store.reader, caller.person, asked),
        starts,
        idempotencyKey: idempotencyKeyOf({ header, field: undefined }),
      });
      if (replayed) reply.header("idempotent-replayed", "true");
      return { status: 202, headers: { location: `/api/v1/imports/${row.id}` }, body: presentImport(row) };
    },
    async importList({ query, caller }) {
      const asked = { person: caller.person, cursor: query.cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfImports(store.reader, asked) };
    },
    async importGet({ params, caller }) {
      return { status: 200, body: await getImport(store.reader, { id: params.id, person: caller.person }) };
    },
    async importEdit({ params, body, caller }) {
      const row = await editImport(context, { id: params.id, person: caller.person }, body);
      return { status: 200, body: presentImport(row) };
    },
    async importStart({ params, caller }) {
      const row = await startImport(context, { id: params.id, person: caller.person });
      return { status: 202, body: presentImport(row) };
    },
    async importCancel({ params, caller }) {
      const row = await cancelImport(context, { id: params.id, person: caller.person });
      return { status: 200, body: presentImport(row) };
    },
    async importUndo({ params, caller }) {
      const row = await undoImport(context, { id: params.id, person: caller.person });
      return { status: 202, body: presentImport(row) };
    },
    async importRows({ params, query, caller }) {
      const whose = { id: params.id, person: caller.person, state: query.state };
      const asked = { ...whose, cursor: query.cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfImportRows(store.reader, asked) };
    },
    async importRowsCsv({ params, query, caller, reply }) {
      const whose = { id: params.id, person: caller.person, state: query.state };
      await getImport(store.reader, whose);
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="import-${params.id}.csv"`);
      reply.type("text/csv; charset=utf-8");
      reply.send(Readable.from(rowsAsCsv(store.reader, whose), { objectMode: false }));
      return ANSWERED;
    },
  };
}
