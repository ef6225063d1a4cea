import { gammaln } from 'simple-statistics';

/**
 * P(X ≤ successes) for X of the binomial distribution: how likely so few successes are when each of `count` trials has
 * the probability `share`. Exact, since normal approximations fail for the few tokens of a short comparison.
 * @param share above 0 and below 1
 */
export function binomialTail(successes: number, count: number, share: number): number {
  let tail = 0;
  for (let k = 0; k <= successes; k += 1) {
    const logWays = gammaln(count + 1) - gammaln(k + 1) - gammaln(count - k + 1);
    tail += Math.exp(logWays + k * Math.log(share) + (count - k) * Math.log1p(-share));
  }
  return Math.min(1, tail);
}
