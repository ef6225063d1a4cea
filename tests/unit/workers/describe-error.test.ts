import { describe, expect, it } from 'vitest';
import { describeLoadError, describeRunError } from '../../../workers/describe-error';

const Q8_WASM = { modelId: 'm', dtype: 'q8', device: 'wasm' } as const;

describe('what an error of the runtime becomes', () => {
  it.each([
    new RangeError('Array buffer allocation failed'),
    new Error('std::bad_alloc'),
    new WebAssembly.RuntimeError('Aborted(OOM). Build with -sASSERTIONS for more info.'),
    new RangeError('WebAssembly.Memory(): could not allocate memory: Out of memory'),
  ])('out of memory: %s', (error) => {
    expect(describeLoadError(error, Q8_WASM).code).toBe('out-of-memory');
    expect(describeRunError(error, 'encode').code).toBe('out-of-memory');
  });

  it('names device and precision of a session that failed', () => {
    expect(describeLoadError(new Error('Protobuf parsing failed.'), Q8_WASM)).toEqual({
      code: 'session-failed',
      device: 'wasm',
      dtype: 'q8',
      detail: 'Error: Protobuf parsing failed.',
    });
  });

  it('does not take a file name for a lack of memory', () => {
    expect(describeLoadError(new Error('cannot open zoom_encoder.onnx'), Q8_WASM).code).toBe('session-failed');
  });

  it('names the stage of any other failure', () => {
    expect(describeRunError(new Error('odd'), 'decode')).toMatchObject({
      code: 'generation-failed',
      stage: 'decode',
    });
  });
});
