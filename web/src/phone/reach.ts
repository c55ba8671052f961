/** Why a phone cannot use an address, or should not; null when it is good. */
export function troubleWith({ protocol, hostname }: Pick<URL, "protocol" | "hostname">): "loopback" | "plain" | null {
  if (/^(localhost|127\.[\d.]+|\[::1\])$|\.localhost$/.test(hostname)) return "loopback";
  return protocol === "https:" ? null : "plain";
}
