import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Problem } from "../contract/problems.ts";

/** Checks one value against a shape of the contract, for the parts of a body that are judged each on its own. */
export function shapeCheck<Value>(shape: TSchema): (value: unknown) => Value {
  const validator = Compile(shape);
  return (value) => {
    if (validator.Check(value)) return value as Value;
    const fields = validator
      .Errors(value)
      .slice(0, 20)
      .map((error) => ({ field: error.instancePath === "" ? "/" : error.instancePath, message: error.message }));
    const [first] = fields;
    throw new Problem("fields-not-valid", first ? `${first.field} ${first.message}.` : "A field has the wrong shape.", {
      fields,
    });
  };
}
