/** What the page knows about an image before a model has seen it; own images come without. */
export interface ImageKind {
  modality?: string;
  bodyPart?: string;
}

interface SuggestionRule {
  modality: RegExp;
  bodyPart?: RegExp;
  questions: readonly string[];
}

const ANY_IMAGE = ['What imaging modality is this?', 'What part of the body is shown?'];
const UNKNOWN_IMAGE = [...ANY_IMAGE, 'Is there an abnormality?', 'In which plane is this slice?'];

/** The most specific rule comes first: the first that matches is taken. */
const RULES: readonly SuggestionRule[] = [
  {
    modality: /x-?ray|radiograph/iu,
    bodyPart: /chest|lung/iu,
    questions: ['Does this chest X-ray show pneumonia?', 'Is this an AP or a PA view?', 'Is there cardiomegaly?'],
  },
  {
    modality: /x-?ray|radiograph/iu,
    bodyPart: /knee/iu,
    questions: ['Does this knee have osteoarthritis?', 'What is the Kellgren-Lawrence grade?'],
  },
  {
    modality: /^ct|tomogra/iu,
    questions: ['In which plane is this slice?', 'Which CT window is used?', 'Was contrast agent given?'],
  },
  {
    modality: /mri?\b|magnetic/iu,
    bodyPart: /brain|head/iu,
    questions: ['Is there a brain tumour?', 'In which plane is this slice?'],
  },
  { modality: /mri?\b|magnetic/iu, questions: ['In which plane is this slice?'] },
  {
    modality: /ultraso/iu,
    bodyPart: /breast/iu,
    questions: ['Is there a lesion in this breast ultrasound?', 'Is the lesion benign or malignant?'],
  },
  {
    modality: /mammogra/iu,
    questions: ['What is the breast density?', 'Is an abnormality labelled in this mammogram?'],
  },
  { modality: /dermosco/iu, questions: ['Is this lesion a melanoma?'] },
  { modality: /endosco/iu, questions: ['Is there a polyp?'] },
  {
    modality: /microsc|histolog/iu,
    bodyPart: /smear/iu,
    questions: ['How many white blood cells are there?', 'Are platelets visible?'],
  },
  { modality: /microsc|histolog/iu, questions: ['What kind of microscopy is this?'] },
];

/**
 * Questions worth one click: first those that the image's case pack brings (their reference answers can be shown),
 * then those that its modality and body part call for. At most `limit`, none twice.
 */
export function suggestQuestions(kind: ImageKind, ofPack: readonly string[], limit = 4): string[] {
  const rule = RULES.find(
    ({ modality, bodyPart }) =>
      modality.test(kind.modality ?? '') && (bodyPart === undefined || bodyPart.test(kind.bodyPart ?? '')),
  );
  const general = kind.modality === undefined ? UNKNOWN_IMAGE : [...(rule?.questions ?? []), ...ANY_IMAGE];
  const seen = new Set<string>();
  return [...ofPack, ...general]
    .filter((question) => {
      const key = question.trim().toLowerCase();
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, limit);
}
