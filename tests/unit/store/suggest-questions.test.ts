import { describe, expect, it } from 'vitest';
import { suggestQuestions } from '../../../src/store/suggest-questions';

describe('suggestQuestions', () => {
  it('puts the questions of the pack first and repeats none of them', () => {
    const suggested = suggestQuestions(
      { modality: 'ct', bodyPart: 'chest' },
      ['In which plane is this slice?', 'WHICH ct window is used?'],
      5,
    );
    expect(suggested).toEqual([
      'In which plane is this slice?',
      'WHICH ct window is used?',
      'Was contrast agent given?',
      'What imaging modality is this?',
      'What part of the body is shown?',
    ]);
  });

  it('asks about the knee for a knee, not about the chest', () => {
    expect(suggestQuestions({ modality: 'x-ray', bodyPart: 'knee' }, [])[0]).toBe(
      'Does this knee have osteoarthritis?',
    );
  });

  it('asks general questions about an image of unknown kind', () => {
    expect(suggestQuestions({}, [])).toEqual([
      'What imaging modality is this?',
      'What part of the body is shown?',
      'Is there an abnormality?',
      'In which plane is this slice?',
    ]);
  });

  it('gives no more than asked for', () => {
    expect(suggestQuestions({ modality: 'x-ray', bodyPart: 'chest' }, ['a', 'b', 'c'], 4)).toHaveLength(4);
  });
});
