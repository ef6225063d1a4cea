import { DEVICES, DTYPES, type Device, type Dtype } from '../../src/contract/configuration.ts';
import { CommandError } from './command-error.ts';

/** "fp32,q8" → ['fp32', 'q8']; empty entries are dropped. */
export function parseList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

export function parseDtypes(text: string, option: string): Dtype[] {
  return parseList(text).map((name) => known(name, DTYPES, option));
}

export function parseDevices(text: string, option: string): Device[] {
  return parseList(text).map((name) => known(name, DEVICES, option));
}

function known<T extends string>(name: string, names: readonly T[], option: string): T {
  const found = names.find((entry) => entry === name);
  if (found === undefined) throw new CommandError(`${option}: "${name}" is not one of ${names.join(', ')}`, 2);
  return found;
}

/** @throws CommandError unless the text is a whole number of at least `least` */
export function parseCount(text: string, option: string, least = 1): number {
  const count = Number(text);
  if (!/^\d+$/u.test(text) || count < least) {
    throw new CommandError(`${option}: "${text}" is not a whole number of at least ${least}`, 2);
  }
  return count;
}

/** "2/8" → the second of eight parts, as index 1 of 8. */
export function parseShard(text: string): { shardIndex: number; shardCount: number } {
  const [, number, of] = /^(\d+)\/(\d+)$/u.exec(text) ?? [];
  const index = Number(number) - 1;
  const shardCount = Number(of);
  if (!(index >= 0 && index < shardCount)) {
    throw new CommandError(`--shard: "${text}" is not of the form i/n with i from 1 to n`, 2);
  }
  return { shardIndex: index, shardCount };
}
