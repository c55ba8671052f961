import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { emptyFolder, runProgram } from "./run-program.ts";

test("without a command it says what there is", async (t) => {
  const { code, stdout, stderr } = await runProgram(t, []);
  assert.deepEqual([code, stderr], [0, ""]);
  for (const command of [
    "serve",
    "share",
    "status",
    "search",
    "list",
    "open",
    "duplicates",
    "highlights",
    "merge",
    "key",
    "owner-link",
    "people",
    "audit",
    "worker",
    "export",
    "restore",
    "migrate",
    "backup",
    "restore",
    "move-files",
    "move-store",
    "doctor",
  ])
    assert.match(stdout, new RegExp(`^  ${command} `, "m"));
  assert.match(stdout, /Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 /);
});

test("the help of every command shows how it is used", async (t) => {
  const commands = [
    "serve",
    "share",
    "status",
    "search",
    "list",
    "open",
    "duplicates",
    "highlights",
    "merge",
    "key create",
    "key list",
    "key revoke",
    "owner-link",
    "people list",
    "people invite",
    "people disable",
    "people enable",
    "people reset-link",
    "people reset-totp",
    "people remove",
    "audit",
    "worker",
    "export",
    "restore",
    "migrate",
    "backup",
    "restore",
    "move-files",
    "move-store",
    "doctor",
  ];
  const answers = await Promise.all(commands.map((command) => runProgram(t, [...command.split(" "), "--help"])));
  for (const [at, { code, stdout }] of answers.entries()) {
    assert.equal(code, 0, commands[at]);
    assert.match(stdout, new RegExp(`Examples:\\n {2}.*digital-wall ${commands[at]}`), commands[at]);
  }
});

const MISTAKES: readonly (readonly [words: string[], says: RegExp])[] = [
  [["serch", "bread"], /Did you mean search\?/],
  [["list", "--limt", "3"], /Did you mean --limit\?/],
  [["list", "--limit", "0"], /--limit takes a number from 1/],
  [["list", "extra"], /Too many arguments/],
  [["list", "--trash", "--wall", "Inbox"], /one of --wall and --trash/],
  [["share"], /Missing required argument/],
  [["merge", "0198c2f0"], /required option '--into <id>' not specified/i],
  [["highlights", "--limit", "none"], /--limit takes a number from 1/],
  [["duplicates", "--limit", "none"], /--limit takes a number from 1/],
  [["share", "./not-there.pdf"], /There is no file \.\/not-there\.pdf/],
  [["share", "-", "-"], /can be shared once/],
  [["share", "a text", "--html", "page.html"], /--html goes with a link/],
  [["key", "create", "--name", "Phone"], /needs --name and --scope/],
  [["key", "create", "--name", "Phone", "--scope", "everything"], /share, read, write, admin/],
  [["key", "create", "--name", "Phone", "--scope", "share", "--expires", "2001-01-01"], /not in the future/],
  [["key", "create", "--owner", "--name", "Phone"], /leave --name/],
  [["worker"], /^worker needs DATABASE_URL[^\n]*\n$/],
  [["worker", "--lanes", "pages"], /There is no lane "pages"/],
  [["serve", "--no-workers"], /^--no-workers needs DATABASE_URL[^\n]*\n$/],
  [["move-store", "--from", "sqlite:/nowhere"], /required option '--to <database>' not specified/i],
  [["move-store", "--from", "mysql:/x", "--to", "sqlite:/y"], /^--from must begin with sqlite: or postgres:/],
  [["move-store", "--from", "sqlite:/x", "--to", "postgres://h/d?sslmode=prefer"], /^--to must have an sslmode/],
  [["move-store", "--from", "sqlite:/x", "--to", "sqlite:/x"], /the same database/],
  [["list", "--server", "ftp://wall.example"], /^--server must be an address/],
  [["list", "--server", "http://127.0.0.1:9"], /needs an API key/],
];

test("what cannot be meant ends with 2 and says what could be", async (t) => {
  const settings = { DATA_DIR: join(await emptyFolder(t), "data") };
  for (const [words, says] of MISTAKES) {
    const { code, stdout, stderr } = await runProgram(t, words, { settings });
    assert.deepEqual([code, stdout], [2, ""], words.join(" "));
    assert.match(stderr, says, words.join(" "));
  }
});

test("a setting that cannot be read is one sentence, never a stack trace", async (t) => {
  const { code, stderr } = await runProgram(t, ["serve"], { settings: { PORT: "http" } });
  assert.deepEqual([code, stderr], [2, "PORT must be a whole number from 0 to 65535.\n"]);
});

test("a data folder that is a file is one sentence", async (t) => {
  const file = join(await emptyFolder(t), "data");
  await writeFile(file, "");
  const { code, stderr } = await runProgram(t, ["serve"], { settings: { DATA_DIR: file, PORT: "0" } });
  assert.equal(code, 1);
  assert.match(stderr, /^[^\n]+ is a file, not a folder[^\n]+\n$/);
});

test("where no server runs the commands say how to start one and end with 3", async (t) => {
  const settings = { DATA_DIR: join(await emptyFolder(t), "data") };
  for (const words of [
    ["share", "a thought"],
    ["list"],
    ["search", "bread"],
    ["status", "x"],
    ["open", "x"],
    ["key", "list"],
    ["owner-link"],
  ]) {
    const { code, stdout, stderr } = await runProgram(t, words, { settings });
    assert.deepEqual([code, stdout], [3, ""], words.join(" "));
    assert.match(stderr, /^[^\n]+`digital-wall serve`[^\n]*\n$/, words.join(" "));
  }
});

test("the doctor of an empty folder finds nothing wrong and leaves nothing there", async (t) => {
  const folder = await emptyFolder(t);
  const { code, stdout } = await runProgram(t, ["doctor", "--json"], { settings: { DATA_DIR: folder } });
  const { healthy, findings } = JSON.parse(stdout) as {
    healthy: boolean;
    findings: { check: string; level: string }[];
  };
  assert.deepEqual([code, healthy], [0, true]);
  assert.equal(findings.find(({ check }) => check === "Server")?.level, "warning");
});

test("the doctor fails when something does, and says what to do", async (t) => {
  const folder = await emptyFolder(t);
  await writeFile(join(folder, "wall.db"), "this is no database at all, only a text that somebody put there");
  await writeFile(join(folder, "owner.key"), "dw_x\n", { mode: 0o644 });
  const { code, stdout } = await runProgram(t, ["doctor"], { settings: { DATA_DIR: folder } });
  assert.equal(code, 1);
  assert.match(stdout, /^✗ Database .*cannot be read.*\n.*restore a backup/m);
  assert.match(stdout, /^✗ Owner's key .*read by other users\n.*chmod 600/m);
});
