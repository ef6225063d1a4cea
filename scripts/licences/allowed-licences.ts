import type { LicenceEntry } from '../../src/contract/licences';

/** Permissive licences that Apache-2.0 code may ship with. */
const FOR_CODE = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'CC0-1.0'];

/** Content may also ask for attribution, or for its derivatives to be shared alike: the page names each. */
const FOR_CONTENT = [
  ...FOR_CODE,
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC-BY-SA-3.0',
  'CC-BY-SA-4.0',
  'PDDL-1.0',
  // Matplotlib's own licence, a variant of the PSF's; its text lies beside the samples.
  'LicenseRef-matplotlib',
];

/**
 * Training data is not shipped, and its publishers often state terms in words. What would bind the model that was made
 * from it is refused: non-commercial use, no derivatives, or no licence at all.
 */
const REFUSED_FOR_TRAINING = /\bNC\b|non-?commercial|\bND\b|no-?derivatives|\bunknown\b|^$/iu;

/** True when one of the alternatives of an SPDX `OR` expression is allowed, and all parts of each `AND`. */
export function isAllowed(entry: Pick<LicenceEntry, 'kind' | 'license'>): boolean {
  if (entry.kind === 'training-data') return !REFUSED_FOR_TRAINING.test(entry.license);
  const allowed = entry.kind === 'code' ? FOR_CODE : FOR_CONTENT;
  const alternatives = entry.license.replaceAll(/[()]/gu, '').split(/\s+OR\s+/u);
  return alternatives.some((one) => one.split(/\s+AND\s+/u).every((id) => allowed.includes(id)));
}
