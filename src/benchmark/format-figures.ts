import type { Estimate } from './scoring';

/** Figures as exported reports print them: units always, two or three significant digits. */

export function formatMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${significant(ms)} ms`;
}

export function formatBytes(bytes: number): string {
  return bytes >= 1e9 ? `${significant(bytes / 1e9)} GB` : `${significant(bytes / 1e6)} MB`;
}

export function formatRatio(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1);
}

export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** "81.2% (79.0–83.1%, n = 240)" */
export function formatEstimate({ value, interval, count }: Estimate): string {
  const range = interval === undefined ? '' : `${(interval.low * 100).toFixed(1)}–${formatPercent(interval.high)}, `;
  return `${formatPercent(value)} (${range}n = ${count})`;
}

function significant(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
