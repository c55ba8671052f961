import { Problem } from "../../contract/problems.ts";
import { parseContentDispositionName } from "../../core/file-name.ts";
import { findSeenFile } from "../../store/files.ts";
import { beginDirectUpload, completeDirectUpload, missingParts } from "../../wall/upload-directly.ts";
import { beginUpload, continueUpload, giveUploadUp, uploadStanding } from "../../wall/upload-file.ts";
import type { HttpContext } from "../context.ts";
import { ANSWERED, type Some } from "../handler.ts";
import { cleanType } from "../media-type.ts";
import { serveFile } from "../serve-file.ts";
import { pieceOf, refuseBody, uploadHeaders } from "../upload-headers.ts";

const CURL_SAYS = "application/x-www-form-urlencoded";

type FileRoutes = "fileStage" | "fileUpload" | "fileAppend" | "fileUnstage" | "fileGet";

export function fileRoutes(context: HttpContext): Some<FileRoutes> {
  const { store, maxFileBytes: maxBytes } = context;
  return {
    async fileStage({ query, caller, request }) {
      // What curl says of everything that it was told nothing about says nothing.
      const { "content-type": said = "", "content-disposition": disposition = "" } = request.headers;
      const file = {
        caller,
        name: parseContentDispositionName(disposition) ?? query.name ?? null,
        type: cleanType(query.type ?? (said === CURL_SAYS ? "" : said)),
        maxBytes,
      };
      if (query.direct !== undefined) refuseBody(request, "query/direct");
      const upload =
        query.direct === undefined
          ? await beginUpload(context, { ...file, piece: pieceOf(request, { offset: 0 }) })
          : await beginDirectUpload(context, { ...file, bytes: query.direct });
      return { status: 201, headers: { location: upload.upload_url, ...uploadHeaders(upload) }, body: upload };
    },
    async fileUpload({ params, query, caller }) {
      const asked = { id: params.id, caller };
      const upload = query.direct ? await missingParts(context, asked) : await uploadStanding(context, asked);
      return { status: 200, headers: uploadHeaders(upload), body: upload };
    },
    async fileAppend({ params, query, caller, request }) {
      const asked = { id: params.id, caller };
      if (query.complete) refuseBody(request, "query/complete");
      const upload = query.complete
        ? await completeDirectUpload(context, asked)
        : await continueUpload(context, asked, { piece: pieceOf(request, { offset: null }), maxBytes });
      return { status: 200, headers: uploadHeaders(upload), body: upload };
    },
    async fileUnstage({ params, caller }) {
      await giveUploadUp(context, { id: params.id, caller });
      return { status: 204 };
    },
    async fileGet({ params, query, caller, request, reply }) {
      const file = await findSeenFile(store.reader, { id: params.id, person: caller.person });
      if (!file) throw new Problem("not-found", "There is no such file.");
      // A signed address is all the right there is, also for a sandboxed frame, which has no origin.
      if (caller.by.kind === "ticket") reply.header("cross-origin-resource-policy", "cross-origin");
      await serveFile({ request, reply, files: context.files }, file, { download: query.download ?? false });
      return ANSWERED;
    },
  };
}
