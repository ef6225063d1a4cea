import type { CaseQuestion, PackCase } from '../../src/contract/case-pack';
import type { PackageKey } from './packages';
import type { NpzView } from './read-npz';

export type Plane = 'axial' | 'coronal' | 'sagittal';

/** How a package's file becomes one picture. */
export type Reading =
  | { kind: 'dicom'; frame?: number }
  /** `at`: which slice, as a fraction of the volume from right to left, back to front or feet to head. */
  | { kind: 'nifti'; plane: Plane; at: number }
  | { kind: 'npz'; view: NpzView }
  | { kind: 'raw-uint16'; widthPx: number; heightPx: number }
  | { kind: 'raster' };

/** How measured values become grey levels. */
export type Window =
  { kind: 'window'; centre: number; width: number } | { kind: 'percentiles'; low: number; high: number };

export interface Crop {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
}

export interface SampleRecipe {
  id: string;
  title: string;
  package: PackageKey;
  /** Path inside the unpacked archive. */
  file: string;
  fileSha256: string;
  read: Reading;
  /** For grey images; colour images are taken as they are. */
  window?: Window;
  crop?: Crop;
  /** For images stored the wrong way round. */
  mirror?: true;
  modality: string;
  bodyPart: string;
  /** Overrides the package's licence where the file has one of its own. */
  license?: string;
  attribution: string;
  training: NonNullable<PackCase['training']>;
  trainingNote: string;
  caption: string;
  questions: readonly Omit<CaseQuestion, 'id'>[];
}

type Question = Omit<CaseQuestion, 'id'>;

/** The questions are worded as in the labelled cases, so that scores add up by aspect. */
export const askModality = (answer: string): Question => ({
  question: 'What imaging modality is this?',
  answer,
  answerType: 'open',
  aspect: 'modality',
});

export const askOrgan = (answer: string): Question => ({
  question: 'What part of the body is shown?',
  answer,
  answerType: 'open',
  aspect: 'organ',
});

export const askPlane = (answer: Plane): Question => ({
  question: 'In which plane is this slice?',
  answer,
  answerType: 'open',
  aspect: 'plane',
});

export const askCtWindow = (answer: 'lung' | 'soft tissue' | 'bone'): Question => ({
  question: 'Which CT window is used?',
  answer,
  answerType: 'closed',
  choices: ['lung', 'soft tissue', 'bone'],
  aspect: 'ct-window',
});

export const askStain = (answer: 'fluorescence' | 'brightfield' | 'stained histology'): Question => ({
  question: 'What kind of microscopy is this?',
  answer,
  answerType: 'closed',
  choices: ['fluorescence', 'brightfield', 'stained histology'],
  aspect: 'stain',
});
