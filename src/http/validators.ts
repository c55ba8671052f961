import Ajv, { type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { FastifySchemaCompiler } from "fastify";

const common = { removeAdditional: false, allErrors: true, strict: false, validateFormats: true } as const;
/** A query is all text: "5" is a number there. In a body it is not: there a 5 for a title is a mistake worth telling. */
const forText = formats.default(new Ajv.default({ ...common, coerceTypes: true, useDefaults: true }));
const forBodies = formats.default(new Ajv.default({ ...common, coerceTypes: false, useDefaults: false }));

const made = new Map<string, ValidateFunction>();

/**
 * The checks of one route, each made when it is first asked for and kept for the process: making all of them took a
 * quarter of a start.
 */
export function validatorsOf(route: string): FastifySchemaCompiler<object> {
  return ({ schema, httpPart }) => {
    const name = `${route} ${httpPart}`;
    const check = Object.assign(
      (value: unknown): boolean => {
        const compiled = made.get(name) ?? (httpPart === "body" ? forBodies : forText).compile(schema);
        made.set(name, compiled);
        const isRight = compiled(value);
        check.errors = compiled.errors ?? null;
        return isRight;
      },
      { errors: null as ValidateFunction["errors"] },
    );
    return check;
  };
}

/** A check of values that are judged as bodies are. */
export const checkBodies = (schema: object): ValidateFunction => forBodies.compile(schema);
