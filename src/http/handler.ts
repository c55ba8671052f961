import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import type { ROUTES, RouteId } from "../contract/routes.ts";
import type { Caller } from "../wall/caller.ts";

type RouteOf<Id extends RouteId> = (typeof ROUTES)[Id];
type Optionals<Shapes> = {
  [Name in keyof Shapes]: Shapes[Name] extends { "~optional": unknown } ? Name : never;
}[keyof Shapes];
type Values<Shapes> = {
  [Name in Exclude<keyof Shapes, Optionals<Shapes>>]: Shapes[Name] extends TSchema ? Static<Shapes[Name]> : never;
} & {
  [Name in Optionals<Shapes>]?: Shapes[Name] extends TSchema ? Static<Shapes[Name]> | undefined : never;
};
type Part<Id extends RouteId, Name extends string> =
  RouteOf<Id> extends { [Key in Name]: infer Shapes } ? Values<Shapes> : Record<string, never>;

/** A checked request: every part has the shape that the route table names. */
export interface Input<Id extends RouteId> {
  readonly params: Part<Id, "params">;
  readonly query: Part<Id, "query">;
  readonly body: RouteOf<Id> extends { body: infer Shape extends TSchema } ? Static<Shape> : undefined;
  /** Null only on routes that anybody may ask. */
  readonly caller: RouteOf<Id>["access"] extends "anybody" ? Caller | null : Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Answers<Id extends RouteId> = RouteOf<Id>["answers"];

/** One of the answers that the route table names; `ANSWERED` when the handler has written it by itself (streams). */
export type Answer<Id extends RouteId> =
  | {
      [Status in keyof Answers<Id>]: {
        readonly status: Status;
        readonly headers?: Readonly<Record<string, string | undefined>>;
      } & (Answers<Id>[Status] extends TSchema
        ? { readonly body: Static<Answers<Id>[Status]> } | { readonly encoded: Encoded<Static<Answers<Id>[Status]>> }
        : Answers<Id>[Status] extends string
          ? { readonly body: unknown }
          : unknown);
    }[keyof Answers<Id>]
  | typeof ANSWERED;

export const ANSWERED = Symbol("answered");

declare const shape: unique symbol;
/** A value as the bytes of its JSON, made earlier. */
export type Encoded<Value> = Buffer & { readonly [shape]?: Value };

export const encode = <Value>(value: Value): Encoded<Value> => Buffer.from(JSON.stringify(value));

export type Handler<Id extends RouteId> = (input: Input<Id>) => Promise<Answer<Id>>;
/** Every route has one: a route without a handler, or a handler without a route, does not compile. */
export type Handlers = { readonly [Id in RouteId]: Handler<Id> };
/** The handlers of one file under `routes/`. */
export type Some<Ids extends RouteId> = { readonly [Id in Ids]: Handler<Id> };
