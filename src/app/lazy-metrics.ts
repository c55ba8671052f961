import type { MetricSources } from "./metrics.ts";

/** Figures for Prometheus. What gathers them is loaded when they are first asked for (21 MB that most walls never need). */
export function lazyMetrics(sources: MetricSources): () => Promise<string> {
  let opening: Promise<() => Promise<string>> | null = null;
  return async () => {
    opening ??= import("./metrics.ts").then(({ openMetrics }) => openMetrics(sources));
    return await (await opening)();
  };
}
