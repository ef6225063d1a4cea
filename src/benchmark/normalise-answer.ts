import type { CaseQuestion } from '../contract/case-pack';

const YES_NO: readonly string[] = ['yes', 'no'];

/**
 * Lower case, no articles, no punctuation, single spaces: the form in which answers are compared.
 * Punctuation is dropped, not turned into a space, so that "x-ray" and "xray" are one answer.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, '')
    .split(/\s+/u)
    .filter((word) => word !== '' && word !== 'a' && word !== 'an' && word !== 'the')
    .join(' ');
}

/** English plurals of a normalised phrase: those of its last word. */
function pluralsOf(phrase: string): string[] {
  const plurals = [`${phrase}s`, `${phrase}es`];
  if (phrase.endsWith('y')) plurals.push(`${phrase.slice(0, -1)}ies`);
  return plurals;
}

/** Choices of a question as given, or yes and no for a closed one that lists none. */
export function choicesOf(question: Pick<CaseQuestion, 'answerType' | 'choices'>): readonly string[] {
  return question.choices ?? (question.answerType === 'closed' ? YES_NO : []);
}

/** Normalises an answer and maps the plural of a choice to that choice. */
export function normaliseAnswer(text: string, question: Pick<CaseQuestion, 'answerType' | 'choices'>): string {
  const plain = normaliseText(text);
  const choices = choicesOf(question).map(normaliseText);
  if (choices.includes(plain)) return plain;
  return choices.find((choice) => choice !== '' && pluralsOf(choice).includes(plain)) ?? plain;
}

/** Share of the reference's tokens that the answer holds, each used once; absent for an empty reference. */
export function tokenRecall(expected: string, given: string): number | undefined {
  const wanted = normaliseText(expected).split(' ').filter(Boolean);
  if (wanted.length === 0) return undefined;
  const left = normaliseText(given).split(' ');
  let found = 0;
  for (const token of wanted) {
    const position = left.indexOf(token);
    if (position === -1) continue;
    left.splice(position, 1);
    found += 1;
  }
  return found / wanted.length;
}
