import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../../scripts/licences/allowed-licences';
import { writeNotice } from '../../../scripts/licences/notice';
import { shippedPackages } from '../../../scripts/licences/shipped-packages';

describe('shippedPackages', () => {
  it('follows dependencies to the copy that Node would load, and leaves out what only Node tools need', () => {
    const packages = shippedPackages({
      packages: {
        '': { dependencies: { a: '1', sharp: '1' }, devDependencies: { tool: '1' } },
        'node_modules/a': { version: '1.0.0', dependencies: { b: '2', '@types/node': '1' } },
        'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1' } },
        'node_modules/b': { version: '1.0.0' },
        'node_modules/c': { version: '3.0.0', dependencies: { a: '1' } },
        'node_modules/sharp': { version: '9.0.0', dependencies: { native: '1' } },
        'node_modules/tool': { version: '1.0.0' },
      },
    });
    expect(packages.map(({ name, version }) => `${name}@${version}`)).toEqual(['a@1.0.0', 'b@2.0.0', 'c@3.0.0']);
  });

  it('reports a dependency that the lock file does not place', () => {
    expect(() => shippedPackages({ packages: { '': { dependencies: { gone: '1' } } } })).toThrow('gone');
  });
});

describe('isAllowed', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['LGPL-3.0-or-later', false],
    ['CC-BY-SA-4.0', false],
    ['MIT*', false],
    ['unknown', false],
  ])('judges %s for code: %s', (license, allowed) => {
    expect(isAllowed({ kind: 'code', license })).toBe(allowed);
  });

  it('accepts share-alike for a model, and judges a sample like code otherwise', () => {
    expect(isAllowed({ kind: 'model', license: 'CC-BY-SA-4.0' })).toBe(true);
    expect(isAllowed({ kind: 'sample', license: 'GPL-2.0-only' })).toBe(false);
  });

  it.each([
    ['CC-BY-4.0 or CC-BY-2.0', true],
    ['unrestricted use with attribution', true],
    ['CC-BY-NC-4.0', false],
    ['for non-commercial research', false],
    ['CC-BY-ND-4.0', false],
    ['unknown', false],
    ['', false],
  ])('judges training data under "%s": %s', (license, allowed) => {
    expect(isAllowed({ kind: 'training-data', license })).toBe(allowed);
  });
});

describe('writeNotice', () => {
  it('prints a shared licence text once, under the names of all its packages', () => {
    const notice = writeNotice([
      { kind: 'code', name: 'a', version: '1.0.0', license: 'MIT', text: 'Be nice.' },
      { kind: 'code', name: 'b', version: '2.0.0', license: 'MIT', text: 'Be nice.' },
    ]);
    expect(notice).toContain('* a 1.0.0 — MIT\n* b 2.0.0 — MIT\n');
    expect(notice).toContain('a 1.0.0, b 2.0.0\n');
    expect(notice.split('Be nice.')).toHaveLength(2);
  });

  it('is committed with ONNX Runtime and React in it', () => {
    const committed = readFileSync(new URL('../../../NOTICE', import.meta.url), 'utf8');
    expect(committed).toMatch(/^\* onnxruntime-web [\w.-]+ — MIT/mu);
    expect(committed).toMatch(/^\* react [\d.]+ — MIT/mu);
  });
});
