import type { TSchema } from "typebox";
import { Problem } from "../contract/problems.ts";
import { fieldErrors } from "./field-errors.ts";
import { checkBodies } from "./validators.ts";

/** Checks one value against a shape of the contract, for the parts of a body that are judged each on its own. */
export function shapeCheck<Value>(shape: TSchema): (value: unknown) => Value {
  const validate = checkBodies(shape);
  return (value) => {
    if (validate(value)) return value as Value;
    const fields = fieldErrors(validate.errors ?? [], "");
    const [first] = fields;
    throw new Problem("fields-not-valid", first ? `${first.field} ${first.message}.` : "A field has the wrong shape.", {
      fields,
    });
  };
}
