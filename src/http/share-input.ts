import type { FastifyRequest } from "fastify";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { ShareInput } from "../contract/shares.ts";
import { parseContentDispositionName } from "../core/file-name.ts";
import type { ReceivedFile } from "../core/share-draft.ts";
import type { ShareFields } from "../wall/check-share.ts";
import { Bytes } from "./form-body.ts";
import { type FormFields, formFields, splitList } from "./form-fields.ts";
import { readForm } from "./read-form.ts";
import type { FileIntake } from "./receive-files.ts";

/** What a share request brought, whatever its content type. */
export interface SharedThings {
  readonly fields: Omit<FormFields, "html">;
  readonly files: readonly ReceivedFile[];
  readonly page: ReceivedFile | null;
}

type ShareQuery = { url?: string; title?: string; note?: string; tags?: string; wall_id?: string };

/**
 * Reads a share through its one door: JSON, a form, a multipart form with files, or a raw body with its fields in the
 * query. Files go to the intake while they arrive.
 */
export async function readShare(
  request: FastifyRequest,
  { intake, maxFileBytes }: { intake: FileIntake; maxFileBytes: number },
): Promise<SharedThings> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const query = request.query as ShareQuery;
  switch (type) {
    case "application/json":
      return await fromJson(request, intake);
    case "application/x-www-form-urlencoded":
      if (request.body instanceof Bytes) return await fromRawBody(request, { type: "", query, intake, maxFileBytes });
      return await fromFields(formFields(request.body), intake);
    case "multipart/form-data": {
      const form = await readForm(request, { intake, maxFileBytes });
      const { fields, page } = await fromFields(form.fields, intake);
      return { fields, page, files: form.files };
    }
    case "text/plain":
      return { fields: { ...queryFields(query), text: textBody(request) }, files: [], page: null };
    case "text/uri-list":
      return {
        fields: { ...queryFields(query), url: query.url ?? firstUri(textBody(request)) },
        files: [],
        page: null,
      };
    default:
      return await fromRawBody(request, { type, query, intake, maxFileBytes });
  }
}

async function fromJson(request: FastifyRequest, intake: FileIntake): Promise<SharedThings> {
  const { html, ...fields } = request.body as ShareInput;
  const length = Number(request.headers["content-length"] ?? 0);
  if (html === undefined && length > LIMITS.jsonBytes)
    throw new Problem(
      "too-large",
      `JSON without html may have at most ${LIMITS.jsonBytes} bytes. Send long texts as text/plain or files.`,
      { params: { max_bytes: LIMITS.jsonBytes } },
    );
  return { fields, files: [], page: html === undefined ? null : await keepPage(html, intake) };
}

async function fromFields(fields: FormFields, intake: FileIntake): Promise<SharedThings> {
  const { html, ...rest } = fields;
  return { fields: rest, files: [], page: html === undefined ? null : await keepPage(html, intake) };
}

async function keepPage(html: string, intake: FileIntake): Promise<ReceivedFile> {
  if (html.length > LIMITS.jsonWithHtmlBytes)
    throw new Problem("too-large", `html may have at most ${LIMITS.jsonWithHtmlBytes} bytes.`, {
      params: { max_bytes: LIMITS.jsonWithHtmlBytes },
    });
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(html.toWellFormed());
  }
  return await intake.receive({
    role: "snapshot",
    name: null,
    type: "text/html",
    bytes: bytes(),
    maxBytes: LIMITS.jsonWithHtmlBytes * 3,
  });
}

function queryFields({ tags, ...query }: ShareQuery): ShareFields {
  return { ...query, ...(tags === undefined ? {} : { tags: splitList(tags) }) };
}

function textBody(request: FastifyRequest): string {
  return typeof request.body === "string" ? request.body : "";
}

/** RFC 2483: lines that begin with # are comments; the first other line is the link. */
function firstUri(list: string): string {
  return (
    list
      .split(/\r?\n/)
      .map((line) => line.trim())
      .find((line) => line !== "" && !line.startsWith("#")) ?? ""
  );
}

async function fromRawBody(
  request: FastifyRequest,
  { type, query, intake, maxFileBytes }: { type: string; query: ShareQuery; intake: FileIntake; maxFileBytes: number },
): Promise<SharedThings> {
  const body = request.body as Bytes | AsyncIterable<Uint8Array> | null | undefined;
  const bytes = body instanceof Bytes ? body.chunks : body;
  const hasBody = bytes !== null && bytes !== undefined && request.headers["content-length"] !== "0";
  if (!hasBody) return { fields: queryFields(query), files: [], page: null };
  if (type === "text/html" && query.url !== undefined) {
    const page = await intake.receive({
      role: "snapshot",
      name: null,
      type,
      bytes,
      maxBytes: LIMITS.jsonWithHtmlBytes,
    });
    return { fields: queryFields(query), files: [], page };
  }
  const name = parseContentDispositionName(request.headers["content-disposition"] ?? "");
  const file = await intake.receive({ role: "original", name, type, bytes, maxBytes: maxFileBytes });
  // `curl --data-binary @empty` and the like: a file of nothing is nothing to share.
  return { fields: queryFields(query), files: file.bytes === 0 && name === null ? [] : [file], page: null };
}
