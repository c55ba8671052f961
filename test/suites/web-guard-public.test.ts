import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { type TestContext, test } from "node:test";
import { openWeb } from "../../src/adapters/web.ts";

/** Stands for the public web; it exists only inside a network namespace that has no way out. */
const PUBLIC = "93.184.216.34";
const inside = Object.values(networkInterfaces())
  .flat()
  .some((entry) => entry?.address === PUBLIC);
const canSeparate = spawnSync("unshare", ["-rn", "true"]).status === 0;

// The file runs itself once more inside a network of its own, and there it is another test: neither skips the other.
if (inside) test("a public page leads to no private one, and nobody comes back from the public web", acrossTheBorder);
else
  test("redirects between the public web and a private one, in a network without a way out", {
    skip: canSeparate ? false : "no network namespaces here",
  }, () => {
    const commands = `ip link set lo up && ip addr add ${PUBLIC}/32 dev lo && exec "$0" --test "$1"`;
    const env = { ...process.env };
    delete env["NODE_TEST_CONTEXT"];
    const run = spawnSync("unshare", ["-rn", "sh", "-c", commands, process.execPath, import.meta.filename], {
      env,
      encoding: "utf8",
      timeout: 30_000,
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /a public page leads to no private one/);
  });

async function acrossTheBorder(t: TestContext): Promise<void> {
  const server = createServer((req, res) => {
    const to = new URL(req.url ?? "/", "http://any.example").searchParams.get("to");
    if (to === null) res.end("there");
    else res.writeHead(302, { location: to }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const { port } = server.address() as AddressInfo;
  const web = openWeb({
    allowHosts: [{ host: "127.0.0.1", port: null }],
    ports: [port],
    ownAddresses: () => [],
    userAgent: "DigitalWall/1.0",
    lookup: async () => [{ address: PUBLIC, family: 4 }],
  });
  t.after(async () => {
    await web.close();
    server.closeAllConnections();
    server.close();
  });
  const address = (host: string, to?: string) =>
    `http://${host}:${port}/${to === undefined ? "" : `?to=${encodeURIComponent(to)}`}`;
  const outcome = async (url: string, allowListed = true) => {
    const signal = new AbortController().signal;
    const result = await web.fetch({ url, maxBytes: 1_000, timeoutMs: 5_000, allowListed, signal });
    return result.kind === "failure" ? result.code : result.status;
  };
  const home = "127.0.0.1";

  assert.equal(await outcome(address(PUBLIC)), 200);
  assert.equal(await outcome(address("page.example"), false), 200);
  assert.equal(await outcome(address("page.example", address(PUBLIC))), 200);
  assert.equal(await outcome(address(home, address(home))), 200);
  assert.equal(await outcome(address(home, address(PUBLIC))), 200);
  assert.equal(await outcome(address(PUBLIC, address(home))), "address-refused");
  assert.equal(await outcome(address(home, address(PUBLIC, address(home)))), "address-refused");
  assert.equal(await outcome(address("page.example", address("[::ffff:127.0.0.1]"))), "address-refused");
}
