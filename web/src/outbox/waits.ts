import type { Refusal } from "../api.ts";

/** Whether the same request may go through later: faults of the way, of the server, and a session that has ended. */
export function waits({ status, code }: Refusal): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500 || code === "upload-busy";
}
