/** A media type without parameters, or "any bytes"; what a file really is is found out when it is looked at. */
export function cleanType(type: string): string {
  const bare = type.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/.test(bare)
    ? bare
    : "application/octet-stream";
}
