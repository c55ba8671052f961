import type { Import } from "../../../src/contract/imports.ts";
import { refusalOf, unreached } from "../api.ts";

interface Sending {
  readonly name: string;
  /** Under one key it becomes one import, however often it is sent. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** Hears how many bytes have left. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a file to be looked through. Only this kind of request tells how far it is.
 * @throws Refusal; whatever `signal` was aborted with
 */
export function sendFile(bytes: Blob, { name, key, signal, onSent }: Sending): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    signal.addEventListener("abort", cancel, { once: true });
    request.addEventListener("loadend", () => signal.removeEventListener("abort", cancel));
    request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    request.addEventListener("abort", () => reject(signal.reason));
    request.addEventListener("error", () => reject(unreached()));
    request.addEventListener("load", () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as Import);
      else reject(refusalOf(status, responseText, request.getResponseHeader("Retry-After")));
    });
    request.open("POST", `/api/v1/imports?${new URLSearchParams({ name })}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Idempotency-Key", key);
    request.send(bytes);
  });
}
