import { describe, expect, it } from 'vitest';
import { normaliseAnswer, normaliseText, tokenRecall } from '../../../src/benchmark/normalise-answer';

const closed = (choices?: string[]) => ({
  answerType: 'closed' as const,
  ...(choices === undefined ? {} : { choices }),
});

describe('normalising answers', () => {
  it('drops case, articles, punctuation and outer or double spaces', () => {
    expect(normaliseText('  The X-ray of  a Knee. ')).toBe('xray of knee');
    expect(normaliseText('An "Opacity"!')).toBe('opacity');
  });

  it('keeps letters of words that merely contain an article', () => {
    expect(normaliseText('another theatre')).toBe('another theatre');
  });

  it('maps the plural of a choice to the choice, and nothing else', () => {
    const question = closed(['glioma', 'soft tissue', 'metastasis', 'cavity']);
    expect(normaliseAnswer('Gliomas.', question)).toBe('glioma');
    expect(normaliseAnswer('soft tissues', question)).toBe('soft tissue');
    expect(normaliseAnswer('cavities', question)).toBe('cavity');
    expect(normaliseAnswer('lungs', question)).toBe('lungs');
  });

  it('does not take a choice that ends in s for the plural of another', () => {
    expect(normaliseAnswer('glas', closed(['gla', 'glas']))).toBe('glas');
  });

  it('takes yes and no for the choices of a closed question that lists none', () => {
    expect(normaliseAnswer('Yes', closed())).toBe('yes');
    expect(normaliseAnswer('noes', closed())).toBe('no');
  });
});

describe('token recall', () => {
  it('is the share of the reference found, each token of the answer used once', () => {
    // reference tokens: right, lobe, of, liver → the answer holds right and liver
    expect(tokenRecall('right lobe of the liver', 'liver, right side')).toBe(0.5);
    expect(tokenRecall('left left', 'left')).toBe(0.5);
  });

  it('is absent for an empty reference', () => {
    expect(tokenRecall('the', 'anything')).toBeUndefined();
  });
});
