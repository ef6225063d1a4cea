import type { BenchmarkPlan } from '../../../contract/benchmark-record';
import { deviceName } from '../../shell/status-line';

/** "fp32, q8 on WASM, 22 Nov 2026, 13:20": told apart at a glance in the history, and renamed there at will. */
export function planName({ configurations }: Pick<BenchmarkPlan, 'configurations'>, now: Date): string {
  const dtypes = [...new Set(configurations.map(({ dtype }) => dtype))].join(', ');
  const devices = [...new Set(configurations.map(({ device }) => deviceName(device)))].join(' and ');
  const when = now.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return `${dtypes} on ${devices}, ${when}`;
}
