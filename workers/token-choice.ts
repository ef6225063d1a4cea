/**
 * Index of the largest logit, the first one on a tie, as the library's greedy sampler chooses.
 * @param logits float32 [vocabulary]
 */
export function greedyToken(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id += 1) {
    if ((logits[id] ?? -Infinity) > (logits[best] ?? -Infinity)) best = id;
  }
  return best;
}

/**
 * Probability of token `id` under softmax(logits / temperature), 0 to 1. `greedyId` spares a search when it is known. A temperature above 1 takes back
 * overconfidence; the manifest's is fitted on held-back training images.
 */
export function tokenProbability(
  logits: Float32Array,
  id: number,
  temperature: number,
  greedyId = greedyToken(logits),
): number {
  const highest = logits[greedyId] ?? 0;
  const scale = 1 / temperature;
  let sum = 0;
  for (let other = 0; other < logits.length; other += 1)
    sum += Math.exp(((logits[other] ?? -Infinity) - highest) * scale);
  return Math.exp(((logits[id] ?? -Infinity) - highest) * scale) / sum;
}
