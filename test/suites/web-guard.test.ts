import assert from "node:assert/strict";
import { test } from "node:test";
import { isAllowListed, isPublicAddress } from "../../src/core/address-guard.ts";
import { asAnswer, codeOf, listen, request, text, web } from "./web-guard-site.ts";

/** How a page can spell an address that is not the public web's. */
const PRIVATE_SPELLINGS = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://127.0.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.0.0.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://127.0.0.1./",
  "http://0/",
  "http://0.0.0.0/",
  "http://１２７.０.０.１/",
  "http://127。0。0。1/",
  "http://①②⑦.⓪.⓪.①/",
  "http://%31%32%37.0.0.1/",
  "http://user:secret@127.0.0.1/",
  "http://[::1]/",
  "http://[::]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::7f00:1]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[64:ff9b:1::a00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
  "http://[2600:1::5efe:10.0.0.1]/",
  "http://[fe80::1]/",
  "http://[fec0::1]/",
  "http://[fc00::1]/",
  "http://[fd00:ec2::254]/",
  "http://[ff02::1]/",
  "http://[2001:db8::1]/",
  "http://[3fff::1]/",
  "http://[4000::1]/",
  "http://[5f00::1]/",
  "http://[100::1]/",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://172.31.255.255/",
  "http://192.168.1.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://100.64.0.1/",
  "http://100.100.100.200/",
  "http://192.0.0.192/",
  "http://192.0.2.1/",
  "http://198.18.0.1/",
  "http://198.51.100.1/",
  "http://203.0.113.1/",
  "http://224.0.0.1/",
  "http://240.0.0.1/",
  "http://255.255.255.255/",
  "http://168.63.129.16/",
  "http://[::ffff:168.63.129.16]/",
  "https://127.0.0.1/",
  "https://[::1]:8443/",
];

const OTHER_REFUSED = [
  "ftp://files.example/",
  "file:///etc/passwd",
  "gopher://old.example/",
  "data:text/html,hello",
  "javascript:alert(1)",
  "not an address",
  "http://",
  "http://page.example:22/",
  "http://page.example:6379/",
  "http://page.example:25/",
];

test("every spelling of an address that is not public is refused", async (t) => {
  const guarded = web(t, { allowHosts: [] });
  for (const url of PRIVATE_SPELLINGS) {
    assert.equal(codeOf(await guarded.fetch(request(url))), "address-refused", url);
  }
});

test("only http and https on the usual ports are fetched", async (t) => {
  const guarded = web(t);
  for (const url of OTHER_REFUSED) {
    assert.equal(codeOf(await guarded.fetch(request(url))), "address-refused", url);
  }
});

test("a refusal is final and its reason is not its code", async (t) => {
  const result = await web(t, { allowHosts: [] }).fetch(request("http://169.254.169.254/"));
  assert.ok(result.kind === "failure" && !result.retryable && result.reason.includes("169.254.169.254"));
});

test("public addresses are public, whatever wraps them", () => {
  for (const address of ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]) {
    assert.equal(isPublicAddress(address), true, address);
  }
  for (const address of [
    "",
    "localhost",
    "0x8.8.8.8",
    "8.8.8",
    "8.8.8.8:80",
    "fe80::1%eth0",
    "::8.8.8.8",
    "2002:808:808::",
  ]) {
    assert.equal(isPublicAddress(address), false, address);
  }
});

test("a name with a private answer among public ones is refused", async (t) => {
  const answers: Record<string, string[]> = {
    "evil.example": ["127.0.0.1"],
    "mixed.example": ["93.184.216.34", "10.0.0.7"],
    "six.example": ["::ffff:192.168.0.1"],
    "meta.example": ["169.254.169.254"],
    "unclear.example": ["not an address"],
  };
  const lookup = async (name: string) => (answers[name] ?? []).map((address) => ({ address, family: 4 }));
  const guarded = web(t, { lookup });
  for (const name of Object.keys(answers)) {
    assert.equal(codeOf(await guarded.fetch(request(`http://${name}/`))), "address-refused", name);
  }
});

test("a name that nobody knows is unreachable and not asked again", async (t) => {
  const lookup = async () => {
    throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  };
  const result = await web(t, { lookup }).fetch(request("http://nowhere.example/"));
  assert.ok(result.kind === "failure" && result.code === "page-unreachable" && !result.retryable);
});

test("an allow-listed host may be private, for requests that may use the list", async (t) => {
  const site = await listen(t, (_, res) => res.end("home server"));
  const guarded = web(t, { allowHosts: [{ host: site.host, port: site.port }] });
  assert.equal(text(asAnswer(await guarded.fetch(request(site.origin)))), "home server");
  assert.equal(codeOf(await guarded.fetch(request(site.origin, { allowListed: false }))), "address-refused");
});

test("a pooled connection made under the allow list serves no other request", async (t) => {
  const site = await listen(t, (_, res) => res.end("private"));
  const guarded = web(t, {
    allowHosts: [{ host: "nas.example", port: null }],
    ports: [site.port],
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  const url = `http://nas.example:${site.port}/`;
  assert.equal(codeOf(await guarded.fetch(request(url))), "answer 200");
  assert.equal(codeOf(await guarded.fetch(request(url, { allowListed: false }))), "address-refused");
});

test("the allow list names hosts in any spelling and ports exactly", () => {
  const list = [
    { host: "NAS.example.", port: 8123 },
    { host: "::1", port: null },
    { host: "bücher.example", port: null },
  ];
  assert.ok(isAllowListed(list, { host: "nas.example", port: 8123 }));
  assert.ok(!isAllowListed(list, { host: "nas.example", port: 80 }));
  assert.ok(!isAllowListed(list, { host: "evil-nas.example", port: 8123 }));
  assert.ok(isAllowListed(list, { host: "[::1]", port: 5 }));
  assert.ok(isAllowListed(list, { host: "xn--bcher-kva.example", port: 5 }));
});

test("our own address is refused even when it is allow-listed", async (t) => {
  const site = await listen(t, (_, res) => res.end("ourselves"));
  for (const own of ["127.0.0.1", "0.0.0.0", "::", "localhost", "wall.example"]) {
    const guarded = web(t, {
      allowHosts: [site.host, "wall.example", "other.example", "localhost"].map((host) => ({ host, port: null })),
      ownAddresses: () => [{ host: own, port: site.port }],
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const names = own === "wall.example" ? ["wall.example"] : ["127.0.0.1", "localhost", "other.example"];
    for (const name of names) {
      const url = `http://${name}:${site.port}/`;
      assert.equal(codeOf(await guarded.fetch(request(url))), "address-refused", `${own} asked as ${name}`);
    }
  }
});

test("redirects are followed on allow-listed hosts and every hop is told", async (t) => {
  const site = await listen(t, (req, res) => {
    if (req.url === "/first") res.writeHead(301, { location: "/second" }).end();
    else if (req.url === "/second") res.writeHead(307, { location: "third?q=1" }).end();
    else res.end(req.method);
  });
  const answer = asAnswer(await web(t).fetch(request(`${site.origin}/first#part`)));
  assert.equal(text(answer), "GET");
  assert.equal(answer.url, `${site.origin}/third?q=1#part`);
  assert.deepEqual(answer.hops, [
    `${site.origin}/first#part`,
    `${site.origin}/second#part`,
    `${site.origin}/third?q=1#part`,
  ]);
});

test("a redirect into private space or another scheme is refused", async (t) => {
  for (const location of [
    "http://10.0.0.1/",
    "http://[::ffff:10.0.0.1]/",
    "http://2130706433:8080/",
    "file:///etc/passwd",
    "//0x0a000001/",
  ]) {
    const site = await listen(t, (_, res) => res.writeHead(302, { location }).end());
    const result = await web(t, { allowHosts: [{ host: site.host, port: site.port }] }).fetch(request(site.origin));
    assert.equal(codeOf(result), "address-refused", location);
  }
});

test("a form is sent by POST to the address that was asked, and a redirect of it is followed nowhere", async (t) => {
  const seen: unknown[] = [];
  const elsewhere = await listen(t, (_, res) => {
    seen.push("elsewhere");
    res.end();
  });
  const site = await listen(t, (req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      seen.push([req.method, req.headers["content-type"], Buffer.concat(chunks).toString()]);
      if (req.url === "/moved") res.writeHead(307, { location: `${elsewhere.origin}/` });
      res.end();
    });
  });
  const form = { word: "ü & =" };
  assert.equal(asAnswer(await web(t).fetch(request(`${site.origin}/`, { form }))).status, 200);
  assert.equal(asAnswer(await web(t).fetch(request(`${site.origin}/moved`, { form }))).status, 307);
  const sent = ["POST", "application/x-www-form-urlencoded", "word=%C3%BC+%26+%3D"];
  assert.deepEqual(seen, [sent, sent]);
  const refused = await web(t, { allowHosts: [] }).fetch(request(`${site.origin}/`, { form }));
  assert.deepEqual([codeOf(refused), seen.length], ["address-refused", 2]);
});

test("the sixth redirect is not followed", async (t) => {
  const site = await listen(t, (req, res) => {
    const left = Number(req.url?.slice(1));
    if (left === 0) res.end("there");
    else res.writeHead(302, { location: `/${left - 1}` }).end();
  });
  assert.equal(codeOf(await web(t).fetch(request(`${site.origin}/5`))), "answer 200");
  const tooFar = await web(t).fetch(request(`${site.origin}/6`));
  assert.ok(tooFar.kind === "failure" && tooFar.code === "page-unreachable" && !tooFar.retryable);
});

test("a name and password in an address are never sent, nor told", async (t) => {
  const seen: (string | undefined)[] = [];
  const site = await listen(t, (req, res) => {
    seen.push(req.headers.authorization);
    if (req.url === "/") res.writeHead(302, { location: `http://ada:pw@127.0.0.1:${site.port}/end` }).end();
    else res.end();
  });
  const answer = asAnswer(await web(t).fetch(request(`http://ada:pw@127.0.0.1:${site.port}/`)));
  assert.deepEqual(seen, [undefined, undefined]);
  assert.ok(answer.hops.every((hop) => !hop.includes("ada")));
});
