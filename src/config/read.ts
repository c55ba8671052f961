import type { AllowedHost } from "../core/address-guard.ts";

/** A setting whose value cannot be read. The message names it and says what it may be. */
export class SettingRefused extends Error {
  constructor(name: string, must: string) {
    super(`${name} ${must}.`);
    this.name = "SettingRefused";
  }
}

/** So many points per so many seconds; null is no limit. */
export type Rate = { readonly points: number; readonly seconds: number } | null;

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

export function textOf(name: string, value: string): string {
  if (value === "") throw new SettingRefused(name, "must not be empty");
  return value;
}

export function integerOf(name: string, value: string, { from, to }: { from: number; to: number }): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < from || number > to)
    throw new SettingRefused(name, `must be a whole number from ${from} to ${to}`);
  return number;
}

export function booleanOf(name: string, value: string): boolean {
  if (value === "on") return true;
  if (value === "off") return false;
  throw new SettingRefused(name, "must be on or off");
}

export function levelOf(name: string, value: string): (typeof LOG_LEVELS)[number] {
  const level = LOG_LEVELS.find((known) => known === value);
  if (!level) throw new SettingRefused(name, `must be one of ${LOG_LEVELS.join(", ")}`);
  return level;
}

/** An http(s) address without a path; null when empty. */
export function urlOf(name: string, value: string): URL | null {
  if (value === "") return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "" || url.username !== "")
    throw new SettingRefused(name, "must be an address like https://wall.example.org, without a path");
  return url;
}

/** The base address of a service, with the path it has there; null when empty. */
export function serviceOf(name: string, value: string): string | null {
  if (value === "") return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "" || url.username !== "")
    throw new SettingRefused(name, "must be an address like http://127.0.0.1:11434/v1");
  return value.replace(/\/+$/, "");
}

/** Dollars, as 5 or 0.50. */
export function usdOf(name: string, value: string): number {
  const usd = /^\d{1,7}(?:\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(usd)) throw new SettingRefused(name, "must be dollars such as 5 or 0.50, or off");
  return usd;
}

/** Dollars a million tokens of input and of output, as 0.10/0.50. */
export function usdPairOf(name: string, value: string): { input: number; output: number } {
  const [input = "", output = "", ...rest] = value.split("/");
  if (rest.length > 0 || output === "")
    throw new SettingRefused(name, "must be dollars a million tokens of input and of output, such as 0.10/0.50");
  return { input: usdOf(name, input), output: usdOf(name, output) };
}

/** `host` or `host:port`, comma separated; IPv6 in brackets. */
export function hostsOf(name: string, value: string): AllowedHost[] {
  return listOf(value).map((entry) => {
    const [, host = "", port] = /^(\[[0-9a-fA-F:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
    const number = port === undefined ? null : Number(port);
    if (host === "" || (number !== null && (number < 1 || number > 65_535)))
      throw new SettingRefused(name, `must be host or host:port, comma separated; "${entry}" is neither`);
    return { host: host.replace(/^\[|\]$/g, "").toLowerCase(), port: number };
  });
}

export function originsOf(name: string, value: string): string[] {
  return listOf(value).map((entry) => {
    const url = URL.canParse(entry) ? new URL(entry) : null;
    if (!url || url.origin !== entry.replace(/\/$/, ""))
      throw new SettingRefused(name, `must be origins like https://other.example; "${entry}" is none`);
    return url.origin;
  });
}

/** `points/seconds`, or `off`. */
export function rateOf(name: string, value: string): Rate {
  if (value === "off") return null;
  const [, points, seconds] = /^(\d{1,9})\/(\d{1,6})$/.exec(value) ?? [];
  if (points === undefined || seconds === undefined || Number(points) < 1 || Number(seconds) < 1)
    throw new SettingRefused(name, "must be requests/seconds, such as 60/60, or off");
  return { points: Number(points), seconds: Number(seconds) };
}

function listOf(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}
