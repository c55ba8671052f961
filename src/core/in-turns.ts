/** Maps values in their order with at most `atOnce` of them under way. */
export async function inTurns<In, Out>(
  values: readonly In[],
  atOnce: number,
  work: (value: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  let next = 0;
  const lanes = Array.from({ length: Math.min(atOnce, values.length) }, async () => {
    while (next < values.length) {
      const index = next++;
      results[index] = await work(values[index] as In);
    }
  });
  await Promise.all(lanes);
  return results;
}
