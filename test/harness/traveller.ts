/** A browser as far as redirects and cookies go: it follows a way step by step, keeping each host's cookies apart. */
export class Traveller {
  readonly #cookies = new Map<string, Map<string, string>>();

  cookiesOf(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** One request, whatever it answers. */
  async step(address: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
    const { origin } = new URL(address);
    const headers = { ...init.headers, cookie: this.cookiesOf(origin) };
    const answer = await fetch(address, { ...init, headers, redirect: "manual" });
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Follows redirects until one leads to what `isThere` says, and tells that address without going there. */
  async follow(from: string, isThere: (address: URL) => boolean): Promise<URL> {
    let at = from;
    for (let steps = 0; steps < 10; steps += 1) {
      const answer = await this.step(at);
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`);
      const next = new URL(location, at);
      if (isThere(next)) return next;
      at = next.href;
    }
    throw new Error(`the way from ${from} does not end`);
  }
}
