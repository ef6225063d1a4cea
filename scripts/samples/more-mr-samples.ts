import { askModality, askOrgan, askPlane, type SampleRecipe } from './sample-recipe';

const SEEN_BRAIN_MR = 'Brain MR from other sources was in the training set; this source was not.';

export const MORE_MR_SAMPLES: readonly SampleRecipe[] = [
  {
    id: 'head-t1-sagittal',
    title: 'Head MR, sagittal',
    package: 'matplotlib',
    file: 'usr/share/matplotlib/mpl-data/sample_data/s1045.ima.gz',
    fileSha256: '32b424d64f62b7e71cb24d29fd53938ad5664d608055a67ab2b2af4369f8b89e',
    read: { kind: 'raw-uint16', widthPx: 256, heightPx: 256 },
    window: { kind: 'percentiles', low: 1, high: 99.8 },
    modality: 'mri',
    bodyPart: 'head',
    attribution: 'Matplotlib development team (sample data of Matplotlib)',
    training: 'similar',
    trainingNote: SEEN_BRAIN_MR,
    caption: 'MR of the head, sagittal slice beside the midline.',
    questions: [askModality('mri'), askPlane('sagittal')],
  },
  {
    id: 'brain-perfusion-mosaic',
    title: 'Brain MR, mosaic of 20 axial slices',
    package: 'dicom3tools',
    file: 'usr/share/doc/dicom3tools/examples/0051.dcm',
    fileSha256: '98e83a95594b0a49c7f3054711f780a629aee31b0331cf27ddaffeba5c6c3fdf',
    read: { kind: 'dicom' },
    window: { kind: 'percentiles', low: 1, high: 99.8 },
    crop: { leftPx: 0, topPx: 0, widthPx: 360, heightPx: 288 },
    modality: 'mri',
    bodyPart: 'brain',
    attribution: 'Copyright 2019 Chris Rorden',
    training: 'unseen',
    trainingNote: 'Brain MR was in the training set, but never as a mosaic of many slices.',
    caption: 'Arterial spin labelling MR of the brain, a mosaic of 20 axial slices from bottom to top.',
    questions: [askModality('mri'), askOrgan('brain'), askPlane('axial')],
  },
];
