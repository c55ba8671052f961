import Ajv, { type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { FastifySchemaCompiler } from "fastify";

const common = { removeAdditional: false, allErrors: true, strict: false, validateFormats: true } as const;
/** A query is all text: "5" is a number there. In a body it is not: there a 5 for a title is a mistake worth telling. */
const forText = formats.default(new Ajv.default({ ...common, coerceTypes: true, useDefaults: true }));
const forBodies = formats.default(new Ajv.default({ ...common, coerceTypes: false, useDefaults: false }));

export const validatorFor: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === "body" ? forBodies : forText).compile(schema);

/** A check of values that are judged as bodies are. */
export const checkBodies = (schema: object): ValidateFunction => forBodies.compile(schema);
