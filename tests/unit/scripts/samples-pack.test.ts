import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { casePackSchema } from '../../../src/contract/case-pack';

const folder = join(import.meta.dirname, '../../../public/samples');
const pack = v.parse(casePackSchema, JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')));
const sources = await readFile(join(folder, 'SOURCES.md'), 'utf8');

describe('the shipped samples', () => {
  it('are at least 14, of different modalities and body parts', () => {
    expect(pack.cases.length).toBeGreaterThanOrEqual(14);
    expect(new Set(pack.cases.map(({ modality }) => modality)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(pack.cases.map(({ bodyPart }) => bodyPart)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(pack.cases.map(({ id }) => id)).size).toBe(pack.cases.length);
  });

  it('include kinds that the model never saw and kinds that it did', () => {
    const kinds = new Set(pack.cases.map(({ training }) => training));
    expect(kinds).toContain('unseen');
    expect(kinds).toContain('similar');
  });

  it('weigh less than 3 MB together', async () => {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const sizes = await Promise.all(
      files.map((file) => stat(join(file.parentPath, file.name)).then(({ size }) => size)),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  });

  it('have no pictures besides those of the pack', async () => {
    const listed = pack.cases.flatMap(({ image, thumb }) => [image, thumb]).sort();
    const present = ['images', 'thumbs'].map(async (kind) =>
      (await readdir(join(folder, kind))).map((name) => `${kind}/${name}`),
    );
    expect((await Promise.all(present)).flat().sort()).toEqual(listed);
  });
});

describe.each(pack.cases)('$id', (each) => {
  it('says what it is, where it is from, on what terms, and what the model saw of it', () => {
    for (const key of [
      'title',
      'bodyPart',
      'license',
      'attribution',
      'origin',
      'training',
      'trainingNote',
      'reference',
    ] as const) {
      expect(each[key], key).toBeTruthy();
    }
    expect(sources).toContain(`| ${each.id} |`);
  });

  it('may be passed on and sold: no copyleft, no non-commercial licence', () => {
    expect(['CC0-1.0', 'MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'LicenseRef-matplotlib']).toContain(each.license);
  });

  it('comes with the licence file of its package', async () => {
    const text = await readFile(join(folder, 'licenses', `${each.source}.txt`), 'utf8');
    expect(text).toMatch(/permission|Redistribution/iu);
  });

  it('has an image of at most 640 px and a 96 px thumbnail, both without metadata', async () => {
    const image = await sharp(join(folder, each.image)).metadata();
    expect(image.format).toBe('webp');
    expect(Math.max(image.width, image.height)).toBeLessThanOrEqual(640);
    const thumb = await sharp(join(folder, each.thumb ?? '')).metadata();
    expect([thumb.width, thumb.height]).toEqual([96, 96]);
    for (const part of [image, thumb]) {
      expect([part.exif, part.xmp, part.iptc, part.icc]).toEqual([undefined, undefined, undefined, undefined]);
    }
  });

  it('asks questions whose closed answers are among the choices', () => {
    expect(each.questions.length).toBeGreaterThan(0);
    for (const { answer, answerType, choices } of each.questions) {
      if (answerType === 'closed') expect(choices).toContain(answer);
    }
  });
});
