import { describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../../src/contract/failure';
import { unlessDeviceLost } from '../../../workers/device-loss';

const WORKING = new Promise<string>(() => undefined);
const LOST = { ok: false, failure: { code: 'device-lost', detail: 'unknown: GPU process crashed' } };
const lossAfter = (ms: number) =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve('unknown: GPU process crashed'), ms);
  });
const runError: Result<number> = fail({ code: 'generation-failed', stage: 'encode', detail: 'mapAsync failed' });

describe('unlessDeviceLost', () => {
  it('passes answers and failures on while the device works, and on WASM', async () => {
    expect(await unlessDeviceLost({ deviceLost: WORKING }, Promise.resolve(succeed(1)))).toEqual(succeed(1));
    expect(await unlessDeviceLost({ deviceLost: WORKING }, Promise.resolve(runError))).toEqual(runError);
    expect(await unlessDeviceLost({}, Promise.resolve(runError))).toEqual(runError);
  });

  it('blames the loss for an error that came just before its news', async () => {
    expect(await unlessDeviceLost({ deviceLost: lossAfter(20) }, Promise.resolve(runError))).toEqual(LOST);
  });

  it('ends a run that a lost device leaves hanging', async () => {
    expect(await unlessDeviceLost({ deviceLost: lossAfter(5) }, new Promise<Result<number>>(() => undefined))).toEqual(
      LOST,
    );
  });
});
