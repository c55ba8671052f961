import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { SMTPServer } from "smtp-server";
import { until } from "./until.ts";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly source: string;
}

export interface MailServer {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** What the next mails are answered; null takes them. */
  answer: { readonly code: number } | null;
  /** How many were refused. */
  readonly refused: number;
  /** The nth mail, once it has come. */
  mail(n: number): Promise<ReceivedMail>;
  /** Listens no more, until it is opened on the same port again. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** A real mail server on this machine, that keeps what it is sent. It ends with the test. */
export async function newMailServer(t: TestContext): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let port = 0;
  let refused = 0;
  let running: SMTPServer | null = null;
  const server: MailServer = {
    get url() {
      return `smtp://127.0.0.1:${port}`;
    },
    mails,
    answer: null,
    get refused() {
      return refused;
    },
    mail: (n) => until(`mail ${n} to come`, () => Promise.resolve(mails[n] ?? null)),
    async open() {
      const opened = new SMTPServer({
        authOptional: true,
        disabledCommands: ["STARTTLS", "AUTH"],
        onData(stream, session, callback) {
          const chunks: Buffer[] = [];
          stream.on("data", (chunk: Buffer) => chunks.push(chunk));
          stream.on("end", () => {
            const { answer } = server;
            if (answer) {
              refused += 1;
              return callback(Object.assign(new Error("not now"), { responseCode: answer.code }));
            }
            const { mailFrom, rcptTo } = session.envelope;
            mails.push({
              from: mailFrom === false ? "" : mailFrom.address,
              to: rcptTo.map(({ address }) => address),
              source: Buffer.concat(chunks).toString("utf8"),
            });
            return callback();
          });
        },
      });
      const listening = opened.listen(port, "127.0.0.1");
      await once(listening, "listening");
      port = (listening.address() as AddressInfo).port;
      running = opened;
    },
    async close() {
      const closing = running;
      running = null;
      await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
    },
  };
  await server.open();
  t.after(() => server.close());
  return server;
}

/** The text of a mail, its quoted-printable or base64 undone. */
export function textOf({ source }: ReceivedMail): string {
  const [head = "", ...rest] = source.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
