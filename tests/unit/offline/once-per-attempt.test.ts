import { expect, it } from 'vitest';
import { oncePerAttempt } from '../../../src/offline/watch-network';

const violation = (originalPolicy: string, timeStamp: number, blockedURI = 'https://other.example/x') => ({
  blockedURI,
  effectiveDirective: 'connect-src',
  originalPolicy,
  timeStamp,
});

it('takes the reports of two policies on one attempt for one', () => {
  const isFirst = oncePerAttempt();
  expect([violation('meta', 10), violation('header', 11)].map(isFirst)).toEqual([true, false]);
});

it('counts a second attempt at the same address, however soon', () => {
  const isFirst = oncePerAttempt();
  const reports = [violation('meta', 10), violation('header', 11), violation('meta', 12), violation('header', 13)];
  expect(reports.map(isFirst)).toEqual([true, false, true, false]);
});

it('counts what only the other policy stops', () => {
  const isFirst = oncePerAttempt();
  expect(isFirst(violation('meta', 10, 'https://other.example/a'))).toBe(true);
  expect(isFirst(violation('header', 11, 'https://other.example/b'))).toBe(true);
  expect(isFirst(violation('header', 5000, 'https://other.example/a'))).toBe(true);
});
