import build from "fast-json-stringify";
import type { FastifySerializerCompiler } from "fastify";

type Serialize = (value: unknown) => string;

const made = new Map<string, Serialize>();

/**
 * The writers of one route's answers, each made when it first answers so and kept for the process: making all of them took
 * nearly half of a start.
 */
export function serializersOf(route: string): FastifySerializerCompiler<object> {
  return ({ schema, httpStatus }) => {
    const name = `${route} ${httpStatus}`;
    return (value) => {
      const serialize = made.get(name) ?? build(schema);
      made.set(name, serialize);
      return serialize(value);
    };
  };
}
