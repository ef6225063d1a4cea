import { describe, expect, it } from 'vitest';
import { withoutSpecialTokens } from '../../../workers/prompt-tokens';

describe('withoutSpecialTokens', () => {
  it('takes away what would act as a token and keeps other markup', () => {
    expect(withoutSpecialTokens('<image>is <b>this</b></s>?', ['</s>', '<image>'])).toBe('is <b>this</b> ?');
  });
});
