/**
 * What a piece of work takes of the processor, in milliseconds, whoever else is busy on the machine meanwhile. For proofs that
 * hostile input cannot make work grow out of hand, which takes minutes when it does; no measure of speed.
 */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
