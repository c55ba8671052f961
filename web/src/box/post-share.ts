import type { ShareAccepted, ShareInput } from "../../../src/contract/shares.ts";
import { Refusal, refusalOf, UNREACHABLE } from "../api.ts";

/**
 * Hands a share in: JSON, or a form when files come with it. `onPart` hears how much has been sent, 0 to 1, which only
 * XMLHttpRequest can tell.
 * @throws Refusal
 */
export function postShare(
  share: ShareInput,
  { files, key, onPart }: { files: readonly File[]; key: string; onPart: (part: number) => void },
): Promise<ShareAccepted> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/share");
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onPart(event.loaded / event.total);
    };
    request.onload = () => {
      const { status, responseText } = request;
      if (status === 202) resolve(JSON.parse(responseText) as ShareAccepted);
      else reject(refusalOf(status, responseText, request.getResponseHeader("Retry-After")));
    };
    request.onerror = () => reject(new Refusal(0, "unreachable", UNREACHABLE));
    if (files.length === 0) {
      request.setRequestHeader("Content-Type", "application/json");
      request.send(JSON.stringify(share));
    } else {
      request.send(formOf(share, files));
    }
  });
}

function formOf(share: ShareInput, files: readonly File[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(share)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  }
  for (const file of files) form.append("files", file, file.name);
  return form;
}
