import type { CasePack, CaseQuestion, PackCase } from '../contract/case-pack';

/** One entry of the image list, wherever it came from. */
export interface GalleryImage {
  /** Unique in the page and always the same pixels: it keys the worker's feature cache. */
  id: string;
  /** `sample` ships with the page, `case` was added on the command line, `own` was opened by the reader. */
  origin: 'sample' | 'case' | 'own';
  title: string;
  content: { kind: 'address'; url: string } | { kind: 'file'; file: Blob };
  thumbUrl?: string;
  widthPx?: number;
  heightPx?: number;
  modality?: string;
  bodyPart?: string;
  license?: string;
  attribution?: string;
  /** Where the file was taken from, in words: package, version and file. */
  sourceText?: string;
  sourceUrl?: string;
  training?: NonNullable<PackCase['training']>;
  trainingNote?: string;
  referenceCaption?: string;
  questions: readonly CaseQuestion[];
}

/** @param packUrl absolute URL of the folder that holds `pack.json`; ends with a slash */
export function galleryImages(pack: CasePack, origin: 'sample' | 'case', packUrl: string): GalleryImage[] {
  return pack.cases.map((entry) => {
    const attribution = entry.attribution ?? pack.attribution;
    const license = entry.license ?? pack.license;
    return {
      id: `${pack.id}/${entry.id}`,
      origin,
      title: entry.title ?? entry.id,
      content: { kind: 'address', url: new URL(entry.image, packUrl).href },
      ...(entry.thumb === undefined ? {} : { thumbUrl: new URL(entry.thumb, packUrl).href }),
      modality: entry.modality,
      ...(entry.bodyPart === undefined ? {} : { bodyPart: entry.bodyPart }),
      ...(license === undefined ? {} : { license }),
      ...(attribution === undefined ? {} : { attribution }),
      ...sourceOf(entry),
      ...(entry.training === undefined ? {} : { training: entry.training }),
      ...(entry.trainingNote === undefined ? {} : { trainingNote: entry.trainingNote }),
      ...(entry.reference === undefined ? {} : { referenceCaption: entry.reference.caption }),
      questions: entry.questions,
    };
  });
}

function sourceOf({ origin, source }: PackCase): { sourceText: string; sourceUrl?: string } {
  if (origin === undefined) return { sourceText: source };
  const sourceText = `${origin.package} ${origin.version}, ${origin.file}`;
  // A pack is a file from elsewhere: only a web address may become a link.
  return /^https?:\/\//iu.test(origin.url) ? { sourceText, sourceUrl: origin.url } : { sourceText };
}

/** The reference answer to a question that the image's pack asks in the same words. */
export function referenceAnswer(image: GalleryImage, question: string): string | undefined {
  const key = question.trim().toLowerCase();
  return image.questions.find((entry) => entry.question.trim().toLowerCase() === key)?.answer;
}

/**
 * Images that match all words of the search and one of the chosen modalities (none chosen: every modality). Images of
 * unknown modality pass: a reader's own file never hides behind a chip.
 */
export function filterImages(
  images: readonly GalleryImage[],
  search: string,
  modalities: ReadonlySet<string>,
): GalleryImage[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return images.filter((image) => {
    if (modalities.size > 0 && image.modality !== undefined && !modalities.has(image.modality)) return false;
    const text = [image.title, image.modality, image.bodyPart, image.sourceText].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
