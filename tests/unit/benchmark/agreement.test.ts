import { describe, expect, it } from 'vitest';
import { measureAgreement, type AgreementRequest } from '../../../src/benchmark/agreement';
import { fail, succeed } from '../../../src/contract/failure';
import { configuration } from './sample-record';
import { generated, scriptedPort } from './scripted-port';

const image = { widthPx: 1, heightPx: 1, data: new Uint8Array(3) };
/** fp32 says 1 2 3 about each image; q8, when made to say so, would have said 9 at the second place of image b. */
function request(more: Partial<AgreementRequest> = {}): AgreementRequest {
  return {
    prompts: ['a', 'b'].map((imageId) => ({ imageId, image, prompt: { kind: 'caption' as const } })),
    references: [configuration('fp32')],
    configurations: [configuration('q8')],
    createClient: () =>
      scriptedPort({
        generate: ({ imageId, forcedTokenIds }, { dtype }) =>
          succeed(
            generated(
              (forcedTokenIds ?? [1, 2, 3]).map((id, index) => ({
                id,
                text: `t${id}`,
                probability: 1,
                ...(forcedTokenIds === undefined
                  ? {}
                  : { greedyId: dtype === 'q8' && imageId === 'b' && index === 1 ? 9 : id }),
              })),
            ),
          ),
      }),
    maxNewTokens: 8,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  };
}

describe('forced-decoding agreement', () => {
  it('counts the tokens that the configuration would have chosen itself', async () => {
    expect(await measureAgreement(request())).toEqual([
      {
        status: 'compared',
        configuration: configuration('q8'),
        reference: configuration('fp32'),
        promptCount: 2,
        tokenCount: 6,
        agreeingTokenCount: 5,
        identicalPromptCount: 1,
        divergences: [{ imageId: 'b', prompt: 'caption', tokenIndex: 1, referenceText: 't1t2t3' }],
      },
    ]);
  });

  it('says which comparison failed, without figures', async () => {
    const failure = { code: 'out-of-memory' as const, detail: 'x' };
    const agreements = await measureAgreement(
      request({
        createClient: () =>
          scriptedPort({ load: ({ dtype }) => (dtype === 'q8' ? fail(failure) : undefined) as never }),
      }),
    );
    expect(agreements).toEqual([
      { status: 'failed', configuration: configuration('q8'), reference: configuration('fp32'), failure },
    ]);
  });
});
