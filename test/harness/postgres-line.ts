import { createConnection, createServer, type Socket } from "node:net";

/** COMMIT as a simple query of PostgreSQL's protocol. */
const COMMIT = Buffer.from("commit\0");

/** The line between the program and PostgreSQL, which the test holds in its hand. */
export interface PostgresLine {
  /** The database as it is reached through the line. */
  readonly url: string;
  /** From now on nothing passes, and nobody is told: new connections are taken and stay silent too. */
  freeze(): void;
  /** What comes anew passes again; connections from before stay silent for ever. */
  thaw(): void;
  /** The next COMMIT after `spared` others reaches PostgreSQL, and the line breaks before its answer passes. */
  cutNextCommit(spared?: number): void;
  /** How often that was so. */
  readonly commitsCut: number;
  close(): void;
}

/** Opens a line to the database of `url`. */
export async function openPostgresLine(url: string): Promise<PostgresLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  let sparedYet: number | null = null;
  let commitsCut = 0;

  const server = createServer((near) => {
    const far = createConnection({ host: target.hostname, port: Number(target.port || 5432) });
    let dead = isFrozen;
    let cutsAnswer = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    const silent = () => {
      if (isFrozen) dead = true;
      return dead;
    };
    near.on("data", (bytes) => {
      if (silent()) return;
      if (sparedYet !== null && bytes.includes(COMMIT)) {
        cutsAnswer = sparedYet === 0;
        sparedYet = cutsAnswer ? null : sparedYet - 1;
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (silent()) return;
      if (cutsAnswer) {
        commitsCut += 1;
        near.destroy();
        return;
      }
      near.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(typeof address === "object" && address !== null ? address.port : 0);
  return {
    url: through.href,
    freeze() {
      isFrozen = true;
    },
    thaw() {
      isFrozen = false;
    },
    cutNextCommit(spared = 0) {
      sparedYet = spared;
    },
    get commitsCut() {
      return commitsCut;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
