import type { FastifyRequest } from "fastify";
import type { Visit } from "../wall/accounts/visit.ts";

/** From where a request comes. */
export const visitOf = ({ headers, ip }: FastifyRequest): Visit => ({ userAgent: headers["user-agent"], address: ip });
