import type { FastifyRequest } from "fastify";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { FileTooLarge } from "../core/ports/files.ts";
import type { ReceivedFile } from "../core/share-draft.ts";
import { type FormFields, formFields } from "./form-fields.ts";
import type { FileIntake } from "./receive-files.ts";

/** Longer fields than any of ours is allowed to be: the parser cuts there and says so, and a cut field is refused. */
const FIELD_BYTES = LIMITS.jsonWithHtmlBytes;
const FIELD_NAME_BYTES = 100;

/**
 * Reads a multipart form, its files into the intake one after another as they arrive. The parser answers some broken
 * forms with a plain error and cuts long fields in silence (measured); both are refused here by name.
 * @param fieldsOf makes the fields of what was given; those of a share where nothing else is said
 */
export async function readForm<Fields = FormFields>(
  request: FastifyRequest,
  {
    intake,
    maxFileBytes,
    fieldsOf = formFields as never,
  }: {
    intake: FileIntake;
    maxFileBytes: number;
    fieldsOf?: (given: Readonly<Record<string, readonly string[]>>) => Fields;
  },
): Promise<{ fields: Fields; files: ReceivedFile[] }> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const files: ReceivedFile[] = [];
  // With an empty boundary the parser finds no parts and says nothing.
  if (!/;\s*boundary="?[^\s";]/i.test(request.headers["content-type"] ?? ""))
    throw new Problem(
      "multipart-not-readable",
      "The content type names no boundary; let your client set it by itself.",
    );
  try {
    const parts = request.parts({
      limits: {
        fieldNameSize: FIELD_NAME_BYTES,
        fieldSize: FIELD_BYTES,
        fields: LIMITS.fieldsPerForm + LIMITS.tagsPerItem,
        files: LIMITS.filesPerShare,
        fileSize: maxFileBytes + 1,
        parts: LIMITS.fieldsPerForm + LIMITS.tagsPerItem + LIMITS.filesPerShare,
        headerPairs: 40,
      },
    });
    for await (const part of parts) {
      if (part.type === "field") {
        if (part.fieldnameTruncated || part.valueTruncated)
          throw new Problem("field-too-long", `${part.fieldname} is longer than any field may be.`, {
            fields: [{ field: `/${part.fieldname}`, message: "too long" }],
          });
        const values = fields[part.fieldname] ?? [];
        values.push(typeof part.value === "string" ? part.value : "");
        fields[part.fieldname] = values;
        continue;
      }
      // A form sends an empty file for a file input that nothing was chosen in.
      const name = part.filename ?? "";
      const file = await intake.receive({
        role: "original",
        name: name === "" ? null : name,
        type: part.mimetype,
        bytes: part.file,
        maxBytes: maxFileBytes,
      });
      if (file.bytes > 0 || name !== "") files.push(file);
    }
  } catch (error) {
    throw described(error, maxFileBytes);
  }
  return { fields: fieldsOf(fields), files };
}

const TOO_MANY_FILES = new Set(["FST_FILES_LIMIT"]);
const TOO_MANY = new Set(["FST_FIELDS_LIMIT", "FST_PARTS_LIMIT", "FST_HEADERS_LIMIT"]);
const BROKEN = /boundary|multipart|unexpected end|malformed|premature|aborted|terminated early|invalid .*header/i;

function described(error: unknown, maxFileBytes: number): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  if (error instanceof FileTooLarge) return error;
  const code = "code" in error ? String(error.code) : "";
  if (TOO_MANY_FILES.has(code))
    return new Problem("too-many-files", `One share takes at most ${LIMITS.filesPerShare} files.`, {
      params: { max: LIMITS.filesPerShare },
    });
  if (TOO_MANY.has(code)) return new Problem("too-large", "The form has too many parts.");
  if (code === "FST_REQ_FILE_TOO_LARGE")
    return new Problem("too-large", `A file may have at most ${maxFileBytes} bytes.`, {
      params: { max_bytes: maxFileBytes },
    });
  if (code === "FST_PROTO_VIOLATION")
    return new Problem("fields-not-valid", "A form field has a name that is not allowed.");
  if (code.startsWith("FST_") || code === "ERR_STREAM_PREMATURE_CLOSE" || BROKEN.test(error.message))
    return new Problem("multipart-not-readable", "The form data is broken or was cut off. Send it again.");
  return error;
}
