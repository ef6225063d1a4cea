import { expect, it } from 'vitest';
import { progressReport } from '../../../../scripts/evaluate/progress-report';
import type { Failure } from '../../../../src/contract/failure';

it.each<[Failure, string]>([
  [
    { code: 'image-not-recognised', name: 'a.png' },
    'Skipped c1 (a.png): “a.png” is not an image. The page opens PNG, JPEG, WebP, GIF, BMP and DICOM files.\n',
  ],
  [
    { code: 'pack-unreachable', pack: '/cases/', file: 'a.png', status: 404, detail: 'Not Found' },
    'Skipped c1 (a.png): The file a.png of the case pack /data/mine could not be read (status 404). Put it back, or take its case out of pack.json. (Not Found)\n',
  ],
])('says of a skipped case why in a sentence, and names the pack as its reader does: %j', (failure, line) => {
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) > 0 };
  progressReport('/data/mine', stream)({ kind: 'skipped', caseId: 'c1', image: 'a.png', failure });
  expect(written).toEqual([line]);
});
