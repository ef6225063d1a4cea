import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/contract/failure';
import { failureMessage } from '../../../src/ui/failure-message';
import { comparisonSentence } from '../../../src/ui/read/latency/comparison-sentence';
import { viewOfHash } from '../../../src/ui/router';
import { statusLine } from '../../../src/ui/shell/status-line';
import { finishedRun } from '../store/finished-run';

describe('failureMessage', () => {
  it('names the file without the page’s address and keeps the cause apart', () => {
    const message = failureMessage({
      code: 'model-unreachable',
      file: 'http://127.0.0.1:1/models/a/b.onnx',
      detail: 'TypeError',
    });
    expect(message.text).toContain('The model file /models/a/b.onnx could not be fetched.');
    expect(message.detail).toBe('TypeError');
  });

  it('gives the size and the limit of an image that is too large', () => {
    const failure: Failure = {
      code: 'image-too-large',
      name: 'big.png',
      widthPx: 20_000,
      heightPx: 20_000,
      limitPx: 64_000_000,
    };
    expect(failureMessage(failure).text).toBe(
      '“big.png” has 20,000 × 20,000 pixels, above the limit of 64,000,000. Make it smaller first.',
    );
  });

  it('names the case and the key of a pack that is not as the format says', () => {
    const failure: Failure = {
      code: 'pack-invalid',
      pack: '/cases/x/pack.json',
      caseId: 'c7',
      key: 'modality',
      detail: 'Expected a text.',
    };
    expect(failureMessage(failure).text).toContain(
      'case c7, key modality is not as the format says (Expected a text).',
    );
  });

  it('tells a foreign zip from a pack that lacks one of its files', () => {
    const base = { code: 'pack-unreachable', pack: 'ward.zip', detail: '' } as const;
    expect(failureMessage({ ...base, reason: 'no-pack-json' }).text).toContain('“ward.zip” holds no pack.json');
    expect(failureMessage({ ...base, file: 'images/a.png' }).text).toContain('The file images/a.png of the case pack');
  });

  it('names a failure that only a later version of the page knows', () => {
    const imported = JSON.parse('{"code":"sunspots"}') as Failure;
    expect(failureMessage(imported).text).toContain('“sunspots”');
  });
});

describe('comparisonSentence', () => {
  const fp32 = finishedRun({ id: 1, exchangeId: 1, dtype: 'fp32', firstTokenMs: 1, loadMs: 1 });
  const q4 = finishedRun({ id: 2, exchangeId: 1, dtype: 'q4', firstTokenMs: 1, loadMs: 1 });

  it('says faster and slower with the ratio above 1', () => {
    expect(comparisonSentence(q4, { against: fp32, decodeSpeedup: 0.5, loadSpeedup: 1.68 })).toBe(
      'q4 against fp32: decodes 2.0× slower, loads 1.7× faster.',
    );
  });

  it('names the devices when they differ', () => {
    const onGpu = finishedRun({ id: 3, exchangeId: 1, dtype: 'q4', device: 'webgpu', firstTokenMs: 1, loadMs: 1 });
    expect(comparisonSentence(onGpu, { against: q4, firstTokenSpeedup: 3 })).toBe(
      'q4 on WebGPU against q4 on WASM: first token 3.0× faster.',
    );
  });
});

describe('statusLine', () => {
  it('says what runs where, with the threads that the runtime got', () => {
    const { loaded, configuration } = finishedRun({ id: 1, exchangeId: 1, dtype: 'q8', firstTokenMs: 1, loadMs: 1 });
    const threaded = { ...loaded, runtime: { ...loaded.runtime, threads: 2 } };
    expect(statusLine({ worker: { kind: 'ready', configuration, loaded: threaded } }, false)).toBe(
      'Ready: tiny q8 on WASM, 2 threads',
    );
  });
});

describe('viewOfHash', () => {
  it('shows the main view for addresses that it does not know', () => {
    expect(['', '#/', '#/nothing', '#/models', '#/about?x'].map(viewOfHash)).toEqual([
      'read',
      'read',
      'read',
      'models',
      'about',
    ]);
  });
});
