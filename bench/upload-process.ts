/** The clients of rows/uploads.ts: many uploads at once, none of them ever whole in memory. */
import { request } from "node:http";
import { answerWith, sayReady } from "./in-child.ts";

const CHUNK = Buffer.alloc(64 * 1024, "seven lamps in the estuary ");

export interface Uploads {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly uploads: number;
  readonly bytes: number;
}

async function upload({ url, headers, bytes }: Uploads): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/octet-stream", "content-length": String(bytes) },
    });
    sent.on("error", reject);
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode === 201) resolve();
        else reject(new Error(`an upload was answered ${answer.statusCode}`));
      });
    });
    let left = bytes;
    const write = () => {
      while (left > 0) {
        const piece = left < CHUNK.byteLength ? CHUNK.subarray(0, left) : CHUNK;
        left -= piece.byteLength;
        if (!sent.write(piece)) return void sent.once("drain", write);
      }
      sent.end();
    };
    write();
  });
}

answerWith<Uploads>(async (asked) => {
  const startedAt = performance.now();
  try {
    await Promise.all(Array.from({ length: asked.uploads }, () => upload(asked)));
    return { seconds: (performance.now() - startedAt) / 1_000 };
  } catch (error) {
    return { failure: String(error) };
  }
});
sayReady(null);
