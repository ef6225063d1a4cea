/** Measured numbers as a person reads them: units always, two or three significant digits. Estimates are in lab/measure/roughly.ts. */

/** 84 ms, 1.23 s, 2 min 5 s. */
export function formatMs(ms: number): string {
  if (ms < 0.95) return `${significant(ms)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${significant(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Decimal megabytes, as browsers and download tools count: 8.1 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${significant(bytes / 1000)} kB`;
  if (bytes < 999_500_000) return `${significant(bytes / 1e6)} MB`;
  return `${significant(bytes / 1e9)} GB`;
}

export function formatTokensPerSecond(rate: number): string {
  return `${significant(rate)} tok/s`;
}

/** 81%; a probability that is not quite certain never reads as 100%, one that is not quite nil never as 0%. */
export function formatPercent(fraction: number): string {
  if (fraction > 0.995 && fraction < 1) return '> 99%';
  if (fraction < 0.005 && fraction > 0) return '< 1%';
  return `${Math.round(fraction * 100)}%`;
}

/** 1.7×. */
export function formatRatio(ratio: number): string {
  return `${significant(ratio, 2)}×`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** "1 run", "2,021 images". */
export function formatNumberOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** 6.42 million, 812,000: parameters of a model. */
export function formatMillions(count: number): string {
  return count < 1e6 ? formatCount(count) : `${significant(count / 1e6)} million`;
}

/** 72.4% (70.1 to 74.6): a share with its 95% interval, which is left out when it was not measured. */
export function formatEstimate(estimate: {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
}): string {
  const percent = (value: number) => (value * 100).toFixed(1);
  const { value, low, high } = estimate;
  return low === undefined || high === undefined
    ? `${percent(value)}%`
    : `${percent(value)}% (${percent(low)} to ${percent(high)})`;
}

const NAMES: Readonly<Record<string, string>> = {
  ct: 'CT',
  mri: 'MRI',
  'x-ray': 'X-ray',
};

/** Modality or body part as a label; unknown ones are shown as the pack spells them, with a capital. */
export function formatKind(kind: string): string {
  return NAMES[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** `digits` significant digits without an exponent: 1.23, 12.3, 123, 1234. */
function significant(value: number, digits = 3): string {
  if (value === 0) return '0';
  // Rounded first: 0.9996 is 1.00, not 1.000.
  const rounded = Number(value.toPrecision(digits));
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(rounded)));
  return value.toFixed(Math.min(Math.max(decimals, 0), 6));
}
