import type { Me } from "../../src/contract/walls.ts";
import { ask, Refusal } from "./ask.ts";
import {
  forgetConnection,
  isOpenToOthers,
  keepConnection,
  mayRead,
  originOf,
  permissionFor,
  readConnection,
} from "./connection.ts";
import { run } from "./errand.ts";
import { fillPage, place, say, tellAt } from "./words.ts";

const address = place<HTMLInputElement>("address");
const key = place<HTMLInputElement>("key");

function tell(told: { said?: string; hint?: string; problem?: string }): void {
  for (const name of ["said", "hint", "problem"] as const) tellAt(name, told[name] ?? null);
}

/** Who answers there with this key. @throws Refusal, also where the answer is nothing a wall would say */
async function whoIs(origin: string, secret: string): Promise<Me> {
  const me = await ask<Partial<Me> | null>({ address: origin, key: secret }, "/me");
  if (typeof me?.person?.id !== "string" || !Array.isArray(me.scopes)) throw new Refusal(200, say("noWall"));
  return me as Me;
}

async function connect(): Promise<void> {
  const origin = originOf(address.value);
  const secret = key.value.trim();
  if (origin === null) return tell({ problem: say("addressNotValid") });
  // First of all that takes time: the browser asks only in answer to a press.
  const isAllowed = chrome.permissions.request(permissionFor(origin));
  if (secret === "") return tell({ problem: say("keyMissing") });
  tell({ said: say("connecting") });
  if (!(await isAllowed)) return tell({ problem: say("permissionRefused") });
  const { person, scopes } = await whoIs(origin, secret);
  if (!scopes.some((scope) => scope === "share" || scope === "write" || scope === "admin"))
    return tell({ problem: say("cannotShare") });
  await keepConnection({ address: origin, key: secret, person: person.id, name: person.name, scopes });
  address.value = origin;
  key.value = "";
  place("disconnect").hidden = false;
  tell({ said: say("connected"), ...(mayRead({ scopes }) ? {} : { hint: say("shareOnly") }) });
  await run({ kind: "send" });
}

async function disconnect(): Promise<void> {
  const connection = await readConnection();
  await forgetConnection();
  if (connection !== null) await chrome.permissions.remove(permissionFor(connection.address)).catch(() => false);
  place("disconnect").hidden = true;
  tell({ said: say("disconnected") });
}

async function open(): Promise<void> {
  fillPage();
  const connection = await readConnection();
  if (connection === null) return;
  address.value = connection.address;
  place("disconnect").hidden = false;
  warn();
  const { address: where, name } = connection;
  tell({ said: name === null ? say("connectedTo", where) : say("connectedAs", where, name) });
}

function warn(): void {
  const origin = originOf(address.value);
  place("open-to-others").hidden = origin === null || !isOpenToOthers(origin);
}

address.oninput = warn;
place<HTMLFormElement>("form").onsubmit = (event) => {
  event.preventDefault();
  connect().catch((thrown: unknown) => tell({ problem: thrown instanceof Refusal ? thrown.message : String(thrown) }));
};
place("disconnect").onclick = () => void disconnect();
void open();
