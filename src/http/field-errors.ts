import type { FieldError } from "../contract/problems.ts";

/** What a validator says of one fault. */
interface Fault {
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params: Record<string, unknown>;
}

/** More than this nobody reads. */
const MOST_FIELDS = 20;

/**
 * The faults of a value as a caller meets them: each field by its JSON pointer.
 * @param where what the pointers begin with: "" for a body, "query", "params"
 */
export function fieldErrors(faults: readonly Fault[], where: string): FieldError[] {
  return faults.slice(0, MOST_FIELDS).map(({ instancePath, message, params }) => {
    const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string };
    const extra = missingProperty ?? additionalProperty;
    const path = `${where}${instancePath}${extra === undefined ? "" : `/${extra}`}`;
    return {
      field: path === "" ? "/" : path,
      message: additionalProperty === undefined ? (message ?? "not valid") : "is not a field of this route",
    };
  });
}
