import { expect, it } from 'vitest';
import { closingLine, countTests } from '../../../scripts/test/test-counts';

const results = (...statuses: string[]) => statuses.map((status) => ({ status }));

it('counts passed, failed and skipped tests over all files', () => {
  const report = {
    testResults: [
      { status: 'failed', assertionResults: results('passed', 'failed', 'passed') },
      { status: 'passed', assertionResults: results('passed', 'pending', 'todo') },
    ],
  };
  expect(countTests(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

it('counts a file that failed before its first test as one failure', () => {
  const report = { testResults: [{ status: 'failed', assertionResults: [] }] };
  expect(countTests(report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('writes the closing line, and names skipped tests only when there are some', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
});
